package dev.spillway;

import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Destination.Scheme;
import dev.spillway.internal.transport.Framing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an endpoint: data, from which options that the user sets take nothing away. docs/endpoints.md says
 * where each of it is documented.
 *
 * @param variants one for each way to send; the first that fits a destination counts
 */
record Preset(String name, List<Variant> variants) {

    /**
     * One way to send to an endpoint.
     *
     * @param schemes the destinations that it is for
     * @param format of messages, unless the option says otherwise
     * @param framing of messages, unless the option says otherwise; null for the scheme's own
     * @param maxMessageSize in bytes, unless the option says otherwise; 0 for the scheme's own
     * @param element which carries the token in structured data; empty for none
     * @param needsToken whether what comes without a token is thrown away
     */
    record Variant(
            Set<Scheme> schemes,
            Format format,
            @Nullable Framing framing,
            int maxMessageSize,
            String element,
            boolean needsToken) {

        private static Variant of(Scheme... schemes) {
            return new Variant(Set.of(schemes), Format.RFC5424, null, 0, "", false);
        }

        private Variant framing(Framing value) {
            return new Variant(schemes, format, value, maxMessageSize, element, needsToken);
        }

        private Variant maxMessageSize(int value) {
            return new Variant(schemes, format, framing, value, element, needsToken);
        }

        private Variant mayHave(String value) {
            return new Variant(schemes, format, framing, maxMessageSize, value, false);
        }

        private Variant needs(String value) {
            return new Variant(schemes, format, framing, maxMessageSize, value, true);
        }
    }

    /** Below 64 KB, however one counts. */
    private static final int ALMOST_64_KB = 64_000;

    /** What the own shipper of the endpoint sends at most; it takes 100,000 bytes. */
    private static final int ALMOST_100_KB = 99_990;

    /** The endpoint without a name. */
    static final Preset PLAIN = new Preset("plain", List.of(Variant.of(Scheme.values())));

    private static final List<Preset> TABLE = List.of(
            new Preset(
                    "papertrail",
                    List.of(
                            Variant.of(Scheme.TLS, Scheme.TCP)
                                    .maxMessageSize(ALMOST_100_KB)
                                    .mayHave("[{token}@41058]"),
                            Variant.of(Scheme.UDP).mayHave("[{token}@41058]"))),
            new Preset(
                    "loggly",
                    List.of(Variant.of(Scheme.TLS, Scheme.TCP)
                            .framing(Framing.NEWLINE)
                            .needs("[{token}@41058]"))),
            new Preset(
                    "betterstack",
                    List.of(Variant.of(Scheme.TLS, Scheme.UDP).needs("[logtail@11993 source_token=\"{token}\"]"))),
            new Preset(
                    "sumologic",
                    List.of(Variant.of(Scheme.TLS)
                            .framing(Framing.NEWLINE)
                            .maxMessageSize(ALMOST_64_KB)
                            .needs("[{token}@41123]"))),
            new Preset(
                    "cloudfoundry", List.of(Variant.of(Scheme.TLS, Scheme.TCP).framing(Framing.OCTET_COUNTING_LF))),
            PLAIN);

    /** All presets, as the documentation orders them. */
    static List<Preset> all() {
        return TABLE;
    }

    /** How to send to a destination; null if this endpoint is not known to take that. */
    @Nullable Variant variantFor(Destination destination) {
        for (Variant variant : variants) {
            if (variant.schemes().contains(destination.scheme())) {
                return variant;
            }
        }
        return null;
    }

    /** The schemes of the destinations that it is for. */
    List<Scheme> schemes() {
        List<Scheme> schemes = new ArrayList<>();
        for (Scheme scheme : Scheme.values()) {
            if (variants.stream().anyMatch(variant -> variant.schemes().contains(scheme))) {
                schemes.add(scheme);
            }
        }
        return schemes;
    }

    /** The name, as users write it. */
    @Override
    public String toString() {
        return name;
    }
}
