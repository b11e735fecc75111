package dev.spillway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Header fields of HTTP (RFC 9110 section 5), one a line. */
final class HeaderType implements ValueType<List<String>> {
    private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([ -~\\t]*)");
    /** What the client writes by itself, and would break a request if it were wrong. */
    private static final Set<String> OWN =
            Set.of("connection", "content-length", "host", "te", "trailer", "transfer-encoding", "upgrade");

    @Override
    public List<String> parse(String text) throws RefusedValueException {
        List<String> fields = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher field = FIELD.matcher(line.strip());
            if (!field.matches()) {
                throw new RefusedValueException();
            }
            String name = field.group(1);
            if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
                throw new RefusedValueException("sets what the HTTP client itself has to");
            }
            fields.add(name + ": " + field.group(2).strip());
        }
        return List.copyOf(fields);
    }

    @Override
    public String allowed() {
        return "a header field such as X-Tenant: shop, in printable ASCII";
    }

    @Override
    public String separator() {
        return "\n";
    }

    /** The names: a value may be a secret. */
    @Override
    public String shown(String text) {
        return ShownText.of(text.lines().map(HeaderType::shownField).collect(Collectors.joining(", ")));
    }

    private static String shownField(String field) {
        int colon = field.indexOf(':');
        return colon < 0 ? "****" : ShownText.of(field.substring(0, colon)) + ": ****";
    }
}
