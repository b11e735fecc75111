package dev.spillway.internal.transport;

import dev.spillway.internal.transport.http.HttpAnswer;
import dev.spillway.internal.transport.http.HttpRequest;
import dev.spillway.internal.transport.http.HttpRequest.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the requests to one destination look like. */
final class HttpRequests {
    private final String url;
    private final BodyKind kind;
    private final boolean gzip;
    private final EndpointSettings endpoint;
    private final List<Header> given;
    /** Values of header fields, and the words in them. */
    private final List<String> secrets;

    HttpRequests(Destination destination, BodyKind kind, TransportSettings settings) {
        this.url = settings.endpoint().fill(destination.toString());
        this.kind = kind;
        this.gzip = settings.http().gzip();
        List<Header> headers = new ArrayList<>();
        List<String> lines =
                new ArrayList<>(settings.endpoint().dialectOf(destination).headers());
        lines.addAll(settings.http().headers());
        for (String header : lines) {
            int colon = header.indexOf(':');
            String value = settings.endpoint().fill(header.substring(colon + 1).strip());
            headers.add(new Header(header.substring(0, colon).strip(), value));
        }
        this.endpoint = settings.endpoint();
        this.given = List.copyOf(headers);
        this.secrets = headers.stream()
                .flatMap(header -> Stream.concat(
                        Stream.of(header.value()),
                        Stream.of(header.value().substring(header.value().lastIndexOf(' ') + 1))))
                .toList();
    }

    /** Shortens a message; returns its length now, which may still be more than {@code most}. */
    int shorten(byte[] message, int length, int most) {
        boolean json = kind == BodyKind.NDJSON || kind == BodyKind.JSON_ARRAY;
        return json ? Shortening.ofJson(message, length, most) : Shortening.ofText(message, length, most);
    }

    /** A body to gather messages in. */
    HttpBody body() {
        return new HttpBody(kind, gzip);
    }

    /** The request for a batch, which it seals. */
    HttpRequest of(HttpBatch batch) {
        String name = batch.seal();
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("User-Agent", "Spillway"));
        headers.add(new Header("Content-Type", kind.contentType()));
        if (gzip) {
            headers.add(new Header("Content-Encoding", "gzip"));
        }
        if (kind == BodyKind.LOGPLEX) {
            headers.add(new Header("Logplex-Msg-Count", Integer.toString(batch.messages())));
            headers.add(new Header("Logplex-Frame-Id", name));
        } else {
            headers.add(new Header("Idempotency-Key", '"' + name + '"'));
        }
        // Later ones replace earlier ones of the same name: what the user says counts.
        headers.addAll(given);
        return new HttpRequest(url, headers, batch.body().bytes(), batch.body().length());
    }

    /** An answer in words, as the rest of a sentence. */
    String describe(HttpAnswer answer) {
        String text = Excerpt.of(endpoint.hide(answer.text()), secrets);
        return "it answered " + answer.status() + (text.isEmpty() ? "" : ": " + text);
    }

    /** What would help, for an answer that others will not change. */
    static String advice(int status) {
        return status / 100 == 3
                ? "; a redirect is not followed, as a token must not go elsewhere: set the destination to where it leads"
                : "; see to the token or the header fields: everything is kept, and tried again from time to time";
    }
}
