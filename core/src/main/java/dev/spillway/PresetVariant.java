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
    static PresetVariant syslog(Scheme... schemes) {
        return new PresetVariant(Set.of(schemes), "", "", Format.RFC5424, null, 0, 0, "", List.of(), false);
    }

    /** Requests of a format. */
    static PresetVariant http(Format format) {
        return new PresetVariant(Set.of(Scheme.HTTPS, Scheme.HTTP), "", "", format, null, 0, 0, "", List.of(), false);
    }

    /** Whether it is the way to send to a destination. */
    boolean fits(Destination destination) {
        return schemes.contains(destination.scheme()) && destination.path().contains(within);
    }

    PresetVariant within(String value) {
        return new PresetVariant(
                schemes, value, path, format, framing, maxMessageSize, batchSize, element, headers, needsToken);
    }

    PresetVariant path(String value) {
        return new PresetVariant(
                schemes, within, value, format, framing, maxMessageSize, batchSize, element, headers, needsToken);
    }

    PresetVariant framing(Framing value) {
        return new PresetVariant(
                schemes, within, path, format, value, maxMessageSize, batchSize, element, headers, needsToken);
    }

    PresetVariant maxMessageSize(int value) {
        return new PresetVariant(
                schemes, within, path, format, framing, value, batchSize, element, headers, needsToken);
    }

    PresetVariant batchSize(int value) {
        return new PresetVariant(
                schemes, within, path, format, framing, maxMessageSize, value, element, headers, needsToken);
    }

    PresetVariant element(String value) {
        return new PresetVariant(
                schemes, within, path, format, framing, maxMessageSize, batchSize, value, headers, needsToken);
    }

    PresetVariant headers(String... values) {
        return new PresetVariant(
                schemes,
                within,
                path,
                format,
                framing,
                maxMessageSize,
                batchSize,
                element,
                List.of(values),
                needsToken);
    }

    PresetVariant mustHaveToken() {
        return new PresetVariant(
                schemes, within, path, format, framing, maxMessageSize, batchSize, element, headers, true);
    }
}
