package dev.spillway.testkit;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A syslog message taken apart by {@link SyslogParser}. What is absent, or the NILVALUE {@code -}, is null.
 *
 * <pre>{@code
 * SyslogMessage message = SyslogParser.parse5424(received.bytes());
 * assertThat(message.param("app@32473", "thread")).contains("main");
 * }</pre>
 *
 * @param facility 0 to 23
 * @param severity 0 (emergency) to 7 (debug)
 * @param timestamp as it stands in the message
 * @param structuredData the elements in order, by SD-ID; empty for the NILVALUE
 * @param text the message without a byte order mark; octets that are no UTF-8 appear as U+FFFD
 * @param byteOrderMark whether the message began with one (MSG-UTF8 in RFC 5424 section 6.4)
 */
public record SyslogMessage(
        int facility,
        int severity,
        @Nullable String timestamp,
        @Nullable String hostname,
        @Nullable String appName,
        @Nullable String procId,
        @Nullable String msgId,
        Map<String, List<Param>> structuredData,
        String text,
        boolean byteOrderMark) {

    /**
     * A parameter of a structured data element.
     *
     * @param value without the escapes
     */
    public record Param(String name, String value) {}

    public SyslogMessage {
        Map<String, List<Param>> copy = new LinkedHashMap<>();
        structuredData.forEach((id, params) -> copy.put(id, List.copyOf(params)));
        structuredData = Collections.unmodifiableMap(copy);
    }

    /** The first value of a parameter in an element. */
    public Optional<String> param(String id, String name) {
        return params(id, name).stream().findFirst();
    }

    /** All values of a parameter in an element: a name may repeat (RFC 5424 section 6.3.3). */
    public List<String> params(String id, String name) {
        List<String> values = new ArrayList<>();
        for (Param param : structuredData.getOrDefault(id, List.of())) {
            if (param.name().equals(name)) {
                values.add(param.value());
            }
        }
        return values;
    }

    /**
     * The timestamp as a time, where it is one of RFC 5424.
     *
     * @throws IllegalStateException if the message has no timestamp
     * @throws java.time.format.DateTimeParseException if it is one of RFC 3164, which has neither year nor zone
     */
    public OffsetDateTime time() {
        if (timestamp == null) {
            throw new IllegalStateException("the message has no timestamp");
        }
        return OffsetDateTime.parse(timestamp);
    }
}
