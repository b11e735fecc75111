package dev.spillway;

import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Dialect;
import dev.spillway.internal.transport.EndpointSettings;
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
        Map<Destination, Preset.Variant> variants = variants();
        StructuredDataType.Elements given = values.find(Options.STRUCTURED_DATA);
        StructuredDataType.Elements secret = given == null ? null : given.withToken();
        if (secret != null && token == null) {
            throw values.refused(
                    Options.STRUCTURED_DATA, "has a place for a token that is not set", "token with it, or no {token}");
        }
        Map<Destination, Dialect> dialects = new LinkedHashMap<>();
        variants.forEach((destination, variant) -> {
            String element = secret != null ? secret.text() : token == null ? "" : variant.element();
            Dialect dialect = new Dialect(variant.framing(), element);
            if (!dialect.isPlain()) {
                dialects.put(destination, dialect);
            }
        });
        Endpoint endpoint = new Endpoint(
                preset,
                format(variants),
                variants,
                given == null ? null : given.withoutToken(),
                new EndpointSettings(token, dialects));
        if (token != null) {
            checkPlaces(endpoint);
        }
        return endpoint;
    }

    private Map<Destination, Preset.Variant> variants() {
        Preset chosen = preset == null ? Preset.PLAIN : preset;
        Map<Destination, Preset.Variant> variants = new LinkedHashMap<>();
        for (Destination destination : destinations) {
            Preset.Variant variant = chosen.variantFor(destination);
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
            variants.put(destination, variant);
        }
        return variants;
    }

    private Format format(Map<Destination, Preset.Variant> variants) {
        if (values.isSet(Options.FORMAT)) {
            return values.get(Options.FORMAT);
        }
        List<Format> formats = variants.values().stream()
                .map(Preset.Variant::format)
                .distinct()
                .toList();
        if (formats.size() > 1) {
            throw values.refused(
                    Options.ENDPOINT,
                    "wants another format for each of the destinations, which share one",
                    "destinations of one format, or a format that all of them take");
        }
        return formats.get(0);
    }

    /** The token goes to every destination or is refused: a message without it would be thrown away in silence. */
    private void checkPlaces(Endpoint endpoint) {
        for (Destination destination : destinations) {
            String element = endpoint.settings().dialectOf(destination).element();
            if (element.isEmpty()) {
                throw values.refused(
                        Options.TOKEN,
                        "goes nowhere in what is sent to " + destination,
                        "endpoint=" + presetsWithToken()
                                + ", or {token} in structuredData where the endpoint wants it, such as"
                                + " structuredData=[{token}@41058]");
            }
            if (endpoint.format() != Format.RFC5424) {
                throw values.refused(
                        Options.TOKEN,
                        "goes into structured data, for which format=" + ChoiceType.wordFor(endpoint.format())
                                + " has no place",
                        "format=rfc5424 with it");
            }
            checkElements(endpoint, element);
        }
    }

    private void checkElements(Endpoint endpoint, String element) {
        StructuredDataType.Elements stored = endpoint.elements();
        try {
            new StructuredDataType().parse(endpoint.settings().fill(element));
        } catch (RefusedValueException e) {
            throw values.refused(
                    Options.TOKEN,
                    "cannot stand in structured data as " + element,
                    "a token without = where it is part of an SD-ID");
        }
        try {
            new StructuredDataType().parse(endpoint.settings().fill(element) + (stored == null ? "" : stored.text()));
        } catch (RefusedValueException e) {
            throw values.refused(
                    Options.STRUCTURED_DATA,
                    "has an SD-ID that the token's element " + element + " has too",
                    "one of them");
        }
    }

    private static String presetsWithToken() {
        return Preset.all().stream()
                .filter(each -> each.variants().stream()
                        .anyMatch(variant -> !variant.element().isEmpty()))
                .map(Preset::name)
                .collect(Collectors.joining(", "));
    }
}
