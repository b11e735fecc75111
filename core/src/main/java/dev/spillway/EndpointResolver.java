package dev.spillway;

import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Dialect;
import dev.spillway.internal.transport.EndpointSettings;
import dev.spillway.internal.transport.Framing;
import dev.spillway.internal.transport.Token;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides how to speak to each destination, and where the token goes. */
final class EndpointResolver {
    private final OptionValues values;
    private final List<Destination> destinations;
    private final @Nullable Preset preset;
    private final @Nullable Token token;

    EndpointResolver(OptionValues values, List<Destination> destinations) {
        this.values = values;
        this.destinations = destinations;
        this.preset = values.find(Options.ENDPOINT);
        this.token = values.find(Options.TOKEN);
    }

    /**
     * What they come to.
     *
     * @throws IllegalArgumentException if the preset is not for a destination, or the token has no place
     */
    Endpoint resolve() {
        Map<Destination, PresetVariant> variants = variants();
        StructuredDataType.Elements given = values.find(Options.STRUCTURED_DATA);
        StructuredDataType.Elements secret = given == null ? null : given.withToken();
        if (secret != null && token == null) {
            throw values.refused(
                    Options.STRUCTURED_DATA, "has a place for a token that is not set", "token with it, or no {token}");
        }
        Map<Destination, Dialect> dialects = new LinkedHashMap<>();
        variants.forEach((destination, variant) -> {
            String element = secret != null ? secret.text() : token == null ? "" : variant.element();
            Dialect dialect = new Dialect(variant.framing(), element, headers(destination, variant));
            if (!dialect.isPlain()) {
                dialects.put(destination, dialect);
            }
        });
        Format format = format(variants);
        checkFraming(format);
        Endpoint endpoint = new Endpoint(
                preset,
                format,
                variants,
                given == null ? null : given.withoutToken(),
                new EndpointSettings(token, format == Format.JSON, dialects));
        new TokenPlaces(values, endpoint).check();
        return endpoint;
    }

    private Map<Destination, PresetVariant> variants() {
        Preset chosen = preset == null ? Preset.PLAIN : preset;
        Map<Destination, PresetVariant> variants = new LinkedHashMap<>();
        for (Destination destination : destinations) {
            PresetVariant variant = chosen.variantFor(destination);
            if (variant == null) {
                throw values.refused(
                        Options.ENDPOINT,
                        "has no preset for " + destination,
                        "a destination of "
                                + chosen.schemes().stream()
                                        .map(scheme -> scheme.text() + "://")
                                        .collect(Collectors.joining(" or "))
                                + " with it, or endpoint=plain");
            }
            variants.put(withPath(destination, variant), variant);
        }
        return variants;
    }

    private static Destination withPath(Destination destination, PresetVariant variant) {
        boolean hasNone = destination.path().equals("/");
        return hasNone && !variant.path().isEmpty()
                ? new Destination(destination.scheme(), destination.host(), destination.port(), variant.path())
                : destination;
    }

    /** The preset's header fields; the one with the token only if it is set and the user has put it nowhere else. */
    private List<String> headers(Destination destination, PresetVariant variant) {
        List<String> given = values.find(Options.HEADER);
        boolean placed = Token.isIn(destination.path())
                || (given != null && given.stream().anyMatch(Token::isIn));
        return variant.headers().stream()
                .filter(header -> !Token.isIn(header) || (token != null && !placed))
                .toList();
    }

    private Format format(Map<Destination, PresetVariant> variants) {
        if (values.isSet(Options.FORMAT)) {
            return values.get(Options.FORMAT);
        }
        List<Format> formats =
                variants.values().stream().map(PresetVariant::format).distinct().toList();
        if (formats.size() > 1) {
            throw values.refused(
                    Options.ENDPOINT,
                    "wants another format for each of the destinations, which share one",
                    "destinations of one format, or a format that all of them take");
        }
        return formats.get(0);
    }

    private void checkFraming(Format format) {
        Framing framing = values.find(Options.FRAMING);
        boolean inRequests =
                destinations.stream().allMatch(each -> each.scheme().isHttp());
        if (framing == Framing.JSON_ARRAY && (format != Format.JSON || !inRequests)) {
            throw values.refused(
                    Options.FRAMING,
                    "is for JSON in requests",
                    "format=json and an https destination with it, or newline or octet-counting");
        }
        if (framing == Framing.OCTET_COUNTING_LF
                && destinations.stream().anyMatch(each -> each.scheme().isHttp())) {
            throw values.refused(
                    Options.FRAMING,
                    "is for streams, not for requests",
                    "syslog destinations with it, or newline or octet-counting");
        }
    }
}
