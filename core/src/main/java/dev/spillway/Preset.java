package dev.spillway;

import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Destination.Scheme;
import dev.spillway.internal.transport.Framing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an endpoint: data, from which options that the user sets take nothing away. docs/endpoints.md says
 * where each of it is documented.
 *
 * @param variants one for each way to send; the first that fits a destination counts
 */
record Preset(String name, List<PresetVariant> variants) {
    /** What Papertrail's own shippers send at most; it takes 100,000 bytes. */
    private static final int ALMOST_100_KB = 99_990;
    /** Below 64 KB and 1 MB, however one counts. */
    private static final int ALMOST_64_KB = 64_000;

    private static final int ALMOST_1_MB = 1_000_000;
    /** What Heroku's own drains put into one request. */
    private static final int LOGPLEX_BATCH = 100 * 1024;

    private static final String BEARER = "Authorization: Bearer {token}";
    private static final String SOLARWINDS = "[{token}@41058]";

    /** The endpoint without a name. */
    static final Preset PLAIN = preset(
            "plain",
            PresetVariant.syslog(Scheme.TLS, Scheme.TCP, Scheme.UDP),
            PresetVariant.http(Format.RFC5424).headers(BEARER));

    private static final List<Preset> TABLE = List.of(
            preset(
                    "papertrail",
                    PresetVariant.syslog(Scheme.TLS, Scheme.TCP)
                            .maxMessageSize(ALMOST_100_KB)
                            .element(SOLARWINDS),
                    PresetVariant.syslog(Scheme.UDP).element(SOLARWINDS),
                    PresetVariant.http(Format.RFC5424)
                            .within("/logplex/")
                            .framing(Framing.OCTET_COUNTING)
                            .maxMessageSize(ALMOST_100_KB)
                            .headers(BEARER),
                    PresetVariant.http(Format.RFC5424)
                            .path("/v1/logs/bulk")
                            .maxMessageSize(ALMOST_100_KB)
                            .headers(BEARER)),
            preset(
                    "loggly",
                    PresetVariant.syslog(Scheme.TLS, Scheme.TCP)
                            .framing(Framing.NEWLINE)
                            .element(SOLARWINDS)
                            .mustHaveToken(),
                    PresetVariant.http(Format.JSON)
                            .path("/bulk/{token}/tag/bulk/")
                            .maxMessageSize(ALMOST_1_MB)
                            .headers("Content-Type: text/plain")),
            preset(
                    "betterstack",
                    PresetVariant.syslog(Scheme.TLS, Scheme.UDP)
                            .element("[logtail@11993 source_token=\"{token}\"]")
                            .mustHaveToken(),
                    PresetVariant.http(Format.JSON).headers(BEARER)),
            preset(
                    "sumologic",
                    PresetVariant.syslog(Scheme.TLS)
                            .framing(Framing.NEWLINE)
                            .maxMessageSize(ALMOST_64_KB)
                            .element("[{token}@41123]")
                            .mustHaveToken()),
            preset(
                    "logplex",
                    PresetVariant.http(Format.RFC5424)
                            .framing(Framing.OCTET_COUNTING)
                            .batchSize(LOGPLEX_BATCH)
                            .headers("Logplex-Drain-Token: {token}")),
            preset(
                    "cloudfoundry",
                    PresetVariant.syslog(Scheme.TLS, Scheme.TCP).framing(Framing.OCTET_COUNTING_LF),
                    PresetVariant.http(Format.RFC5424).headers("Content-Type: text/plain", BEARER)),
            PLAIN);

    private static Preset preset(String name, PresetVariant.Draft... drafts) {
        List<PresetVariant> variants = new ArrayList<>();
        for (PresetVariant.Draft draft : drafts) {
            variants.add(draft.finish());
        }
        return new Preset(name, List.copyOf(variants));
    }

    /** All presets, as the documentation orders them. */
    static List<Preset> all() {
        return TABLE;
    }

    /** How to send to a destination; null if this endpoint is not known to take that. */
    @Nullable PresetVariant variantFor(Destination destination) {
        for (PresetVariant variant : variants) {
            if (variant.fits(destination)) {
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
