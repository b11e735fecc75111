package dev.spillway.internal.transport;

import java.time.Duration;
import java.util.List;

/**
 * How batches are sent over HTTP.
 *
 * @param batchBytes a batch's size, uncompressed; it has one message at least
 * @param linger how long a batch waits for more messages
 * @param requestTimeout from the start of a request to the end of its answer
 * @param gzip whether bodies are compressed
 * @param headers further header fields, as {@code Name: value}
 */
public record HttpSettings(
        int batchBytes, Duration linger, Duration requestTimeout, boolean gzip, List<String> headers) {
    /** Everything as it is while no option is set. */
    public static final HttpSettings DEFAULT =
            new HttpSettings(512 * 1024, Duration.ofMillis(200), Duration.ofSeconds(30), true, List.of());

    public HttpSettings {
        headers = List.copyOf(headers);
    }

    /** Without the headers' values, which may be secrets. */
    @Override
    public String toString() {
        List<String> names = headers.stream()
                .map(header -> header.substring(0, Math.max(0, header.indexOf(':'))))
                .toList();
        return "HttpSettings[batchBytes=" + batchBytes + ", linger=" + linger + ", requestTimeout=" + requestTimeout
                + ", gzip=" + gzip + ", headers=" + names + ", " + headers.hashCode() + "]";
    }
}
