package dev.spillway;

import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Destination.Scheme;
import dev.spillway.internal.transport.Framing;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way to send to an endpoint. Every 2xx confirms.
 *
 * @param schemes the destinations that it is for
 * @param within what a destination's path must contain; empty for any
 * @param path of destinations that have none; empty for the scheme's own
 * @param format of messages, unless the option says otherwise
 * @param framing of messages, unless the option says otherwise; null for the scheme's own
 * @param maxMessageSize in bytes, unless the option says otherwise; 0 for the scheme's own
 * @param batchSize in bytes, unless the option says otherwise; 0 for the option's default
 * @param element which carries the token in structured data; empty for none
 * @param headers of each request, with a place for the token where one of them carries it
 * @param needsToken whether what comes without a token is thrown away in silence
 */
record PresetVariant(
        Set<Scheme> schemes,
        String within,
        String path,
        Format format,
        @Nullable Framing framing,
        int maxMessageSize,
        int batchSize,
        String element,
        List<String> headers,
        boolean needsToken) {

    /** Syslog, without anything of its own. */
    static Draft syslog(Scheme... schemes) {
        return new Draft(Set.of(schemes), Format.RFC5424);
    }

    /** Requests of a format. */
    static Draft http(Format format) {
        return new Draft(Set.of(Scheme.HTTPS, Scheme.HTTP), format);
    }

    /** Whether it is the way to send to a destination. */
    boolean fits(Destination destination) {
        return schemes.contains(destination.scheme()) && destination.path().contains(within);
    }

    /** A variant as the table of presets writes it: what is not said is nothing of its own. */
    static final class Draft {
        private final Set<Scheme> schemes;
        private final Format format;
        private String within = "";
        private String path = "";
        private @Nullable Framing framing;
        private int maxMessageSize;
        private int batchSize;
        private String element = "";
        private List<String> headers = List.of();
        private boolean needsToken;

        private Draft(Set<Scheme> schemes, Format format) {
            this.schemes = schemes;
            this.format = format;
        }

        Draft within(String value) {
            within = value;
            return this;
        }

        Draft path(String value) {
            path = value;
            return this;
        }

        Draft framing(Framing value) {
            framing = value;
            return this;
        }

        Draft maxMessageSize(int value) {
            maxMessageSize = value;
            return this;
        }

        Draft batchSize(int value) {
            batchSize = value;
            return this;
        }

        Draft element(String value) {
            element = value;
            return this;
        }

        Draft headers(String... values) {
            headers = List.of(values);
            return this;
        }

        Draft mustHaveToken() {
            needsToken = true;
            return this;
        }

        PresetVariant finish() {
            return new PresetVariant(
                    schemes, within, path, format, framing, maxMessageSize, batchSize, element, headers, needsToken);
        }
    }
}
