package dev.spillway;

import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Dialect;
import dev.spillway.internal.transport.EndpointSettings;
import dev.spillway.internal.transport.Token;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks where the token goes: to every destination, since a message without it would be thrown away in silence, and
 * where none of its characters would end what it stands in.
 */
final class TokenPlaces {
    /** What may stand in a path as it is (RFC 3986 section 3.3), slashes included, since vendors' tokens have some. */
    private static final Pattern OF_PATH = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@/-]+");

    /** In a query more signs have a meaning. */
    private static final Pattern OF_QUERY = Pattern.compile("[A-Za-z0-9._~!$'()*,;:@/-]+");

    private final OptionValues values;
    private final Endpoint endpoint;
    private final EndpointSettings settings;

    TokenPlaces(OptionValues values, Endpoint endpoint) {
        this.values = values;
        this.endpoint = endpoint;
        this.settings = endpoint.settings();
    }

    /** @throws IllegalArgumentException if there is a token without a place, or a place without a token */
    void check() {
        List<String> headers = values.find(Options.HEADER);
        boolean inHeaders = headers != null && headers.stream().anyMatch(Token::isIn);
        if (inHeaders && settings.token() == null) {
            throw values.refused(
                    Options.HEADER, "has a place for a token that is not set", "token with it, or no {token}");
        }
        for (Destination destination : endpoint.destinations()) {
            if (settings.token() != null) {
                checkToken(destination, inHeaders);
            } else if (Token.isIn(destination.path())) {
                throw new IllegalArgumentException("destination is \"" + destination
                        + "\", which has a place for a token that is not set; allowed is token with it, or no {token}");
            }
        }
    }

    private void checkToken(Destination destination, boolean inHeaders) {
        Dialect dialect = settings.dialectOf(destination);
        boolean inPath = Token.isIn(destination.path());
        boolean inRequest = destination.scheme().isHttp()
                && (inPath || inHeaders || dialect.headers().stream().anyMatch(Token::isIn));
        if (inPath && !fitsPath(destination.path())) {
            throw values.refused(
                    Options.TOKEN,
                    "cannot stand in the path of " + destination,
                    "a token of letters, digits and the signs that a path can have");
        }
        if (!dialect.element().isEmpty()) {
            checkElement(dialect.element());
        } else if (!inRequest) {
            throw values.refused(
                    Options.TOKEN,
                    "goes nowhere in what is sent to " + destination,
                    "endpoint=" + presetsWithElement()
                            + ", or {token} in structuredData where the endpoint wants it, such as"
                            + " structuredData=[{token}@41058]");
        }
    }

    private boolean fitsPath(String path) {
        int query = path.indexOf('?');
        boolean inQuery = query >= 0 && path.lastIndexOf(Token.PLACE) > query;
        return (inQuery ? OF_QUERY : OF_PATH)
                .matcher(settings.fill(Token.PLACE))
                .matches();
    }

    private void checkElement(String element) {
        if (endpoint.format() != Format.RFC5424) {
            throw values.refused(
                    Options.TOKEN,
                    "goes into structured data, for which format=" + ChoiceType.wordFor(endpoint.format())
                            + " has no place",
                    "format=rfc5424 with it");
        }
        StructuredDataType.Elements stored = endpoint.elements();
        try {
            new StructuredDataType().parse(settings.fill(element));
        } catch (RefusedValueException e) {
            throw values.refused(
                    Options.TOKEN,
                    "cannot stand in structured data as " + element,
                    "a token without = where it is part of an SD-ID");
        }
        try {
            new StructuredDataType().parse(settings.fill(element) + (stored == null ? "" : stored.text()));
        } catch (RefusedValueException e) {
            throw values.refused(
                    Options.STRUCTURED_DATA,
                    "has an SD-ID that the token's element " + element + " has too",
                    "one of them");
        }
    }

    private static String presetsWithElement() {
        return Preset.all().stream()
                .filter(each -> each.variants().stream()
                        .anyMatch(variant -> !variant.element().isEmpty()))
                .map(Preset::name)
                .collect(Collectors.joining(", "));
    }
}
