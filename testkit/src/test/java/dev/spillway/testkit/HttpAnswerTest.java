package dev.spillway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpAnswerTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int DELAY_MILLIS = 100;

    @RegisterExtension
    static StrayThreads strayThreads = StrayThreads.named("MockWebServer");

    enum Version {
        HTTP_1,
        HTTP_2;

        PostingClient client(HttpsEndpoint endpoint) {
            return this == HTTP_1 ? PostingClient.http1(endpoint) : PostingClient.http2(endpoint);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 400, 401, 403, 404, 408, 413, 415, 429, 500, 502, 503})
    void statusIsAnsweredAndTakesWith2xxOnly(int code) throws Exception {
        try (HttpsEndpoint endpoint =
                HttpsEndpoint.https().answer(HttpAnswer.status(code)).start()) {
            for (Version version : Version.values()) {
                assertThat(version.client(endpoint).post("one\n").statusCode()).isEqualTo(code);
            }
            assertThat(endpoint.requests())
                    .extracting(ReceivedRequest::protocol)
                    .containsExactly("HTTP/1.1", "HTTP/2");
            assertThat(endpoint.messageCount()).isEqualTo(code < 300 ? 2 : 0);
        }
    }

    @Test
    void answerHasHeadersAndBody() throws Exception {
        Instant time = Instant.parse("2026-11-22T18:30:07.9Z");
        try (HttpsEndpoint endpoint = HttpsEndpoint.https()
                .answers(
                        HttpAnswer.status(429)
                                .andRetryAfter(Duration.ofMillis(2500))
                                .andBody("slow down, José"),
                        HttpAnswer.status(503).andRetryAfter(time).andHeader("X-Reason", "busy"))
                .start()) {
            PostingClient client = PostingClient.http2(endpoint);

            HttpResponse<String> first = client.post("one");
            assertThat(first.headers().firstValue("Retry-After")).contains("2");
            assertThat(first.body()).isEqualTo("slow down, José");
            HttpResponse<String> second = client.post("one");
            assertThat(second.headers().firstValue("Retry-After")).contains("Sun, 22 Nov 2026 18:30:07 GMT");
            assertThat(second.headers().firstValue("X-Reason")).contains("busy");
        }
    }

    @Test
    void redirectNamesTheLocation() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https()
                .answer(HttpAnswer.redirect(307, "https://elsewhere.example/"))
                .start()) {
            HttpResponse<String> response = PostingClient.http1(endpoint).post("one");

            assertThat(response.statusCode()).isEqualTo(307);
            assertThat(response.headers().firstValue("Location")).contains("https://elsewhere.example/");
            assertThat(endpoint.messages()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void resetComesBeforeOrAfterReading(Version version) throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https()
                .answers(HttpAnswer.resetBeforeReading(), HttpAnswer.resetAfterReading())
                .start()) {
            assertThatIOException().isThrownBy(() -> version.client(endpoint).post("before\n"));
            assertThatIOException().isThrownBy(() -> version.client(endpoint).post("after\n"));

            assertThat(endpoint.awaitMessages(1, SOON))
                    .extracting(ReceivedMessage::text)
                    .containsExactly("after");
            assertThat(endpoint.requests())
                    .extracting(request -> request.answer().toString())
                    .containsExactly("RESET before reading", "RESET after reading, taken");
            assertThat(endpoint.requests().get(0).messages()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void resetIsSeenAsOne(boolean reads) throws Exception {
        HttpAnswer reset = reads ? HttpAnswer.resetAfterReading() : HttpAnswer.resetBeforeReading();
        try (HttpsEndpoint endpoint = HttpsEndpoint.http().answer(reset).start();
                Socket socket = connect(endpoint)) {
            send(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n" + (reads ? "one" : ""));

            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void halfCloseIsSeenAsAnEndAndLeavesTheOtherDirectionOpen() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.http()
                        .answer(HttpAnswer.halfCloseAfterReading())
                        .start();
                Socket socket = connect(endpoint)) {
            send(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none");

            assertThat(socket.getInputStream().read()).isNegative();
            for (int i = 0; i < 3; i++) {
                send(socket, "A reset would be told at the second try.");
                assertThat(socket.getInputStream().read()).isNegative();
            }
            assertThat(endpoint.messages()).extracting(ReceivedMessage::text).containsExactly("one");
        }
    }

    @ParameterizedTest
    @EnumSource
    void halfCloseIsNoAnswer(Version version) {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https()
                .answers(HttpAnswer.halfCloseAfterReading())
                .start()) {
            assertThatIOException().isThrownBy(() -> version.client(endpoint).post("taken\n"));
            assertThat(endpoint.requests())
                    .extracting(request -> request.answer().toString())
                    .containsExactly("HALF_CLOSE after reading, taken");
        }
    }

    @ParameterizedTest
    @EnumSource
    void stallComesBeforeOrAfterReading(Version version) throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https()
                .answers(HttpAnswer.stallBeforeReading(), HttpAnswer.stallAfterReading())
                .start()) {
            CompletableFuture<?> before = version.client(endpoint).postAsync("before\n");
            assertThat(endpoint.awaitRequests(1, SOON)).hasSize(1);
            CompletableFuture<?> after = version.client(endpoint).postAsync("after\n");
            assertThat(endpoint.awaitMessages(1, SOON))
                    .extracting(ReceivedMessage::text)
                    .containsExactly("after");
            assertThat(version.client(endpoint).post("last\n").statusCode()).isEqualTo(200);
            assertThat(before).isNotDone();
            assertThat(after).isNotDone();
        }
    }

    @ParameterizedTest
    @EnumSource
    void bodyCanBeCut(Version version) throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https()
                .answers(
                        HttpAnswer.ok().andBody("half").andCutBody(),
                        HttpAnswer.status(500).andCutBody())
                .start()) {
            assertThatIOException().isThrownBy(() -> version.client(endpoint).post("taken\n"));
            assertThatIOException().isThrownBy(() -> version.client(endpoint).post("refused\n"));

            assertThat(endpoint.messages()).extracting(ReceivedMessage::text).containsExactly("taken");
        }
    }

    @ParameterizedTest
    @EnumSource
    void bodyCanBeEndless(Version version) throws Exception {
        try (HttpsEndpoint endpoint =
                HttpsEndpoint.https().answer(HttpAnswer.ok().andEndlessBody()).start()) {
            HttpResponse<InputStream> response = version.client(endpoint).stream("one\n");

            assertThat(response.statusCode()).isEqualTo(200);
            try (InputStream body = response.body()) {
                body.skipNBytes(1_000_000);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void garbageIsNoHttp(Version version) throws Exception {
        try (HttpsEndpoint endpoint =
                HttpsEndpoint.https().answers(HttpAnswer.garbage()).start()) {
            assertThatIOException().isThrownBy(() -> version.client(endpoint).post("one\n"));
            assertThat(version.client(endpoint).post("two\n").statusCode()).isEqualTo(200);

            assertThat(endpoint.messages()).extracting(ReceivedMessage::text).containsExactly("two");
        }
    }

    @Test
    void refusalByTheHeadComesBeforeTheBody() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.http()
                        .answers(HttpAnswer.status(413).andNotReading())
                        .start();
                Socket socket = connect(endpoint)) {
            send(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void answerCanComeLate() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https()
                .answer(HttpAnswer.status(202).after(Duration.ofMillis(DELAY_MILLIS)))
                .start()) {
            long start = System.nanoTime();

            assertThat(PostingClient.http1(endpoint).post("one").statusCode()).isEqualTo(202);
            assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(DELAY_MILLIS - 1));
        }
    }

    @Test
    void takingIsApartFromTheStatus() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https()
                .answers(
                        HttpAnswer.status(500).andTaking(),
                        HttpAnswer.ok().andTakingNothing(),
                        HttpAnswer.resetAfterReading().andTakingNothing())
                .start()) {
            assertThat(PostingClient.http1(endpoint).post("kept").statusCode()).isEqualTo(500);
            assertThat(PostingClient.http1(endpoint).post("lost").statusCode()).isEqualTo(200);
            assertThatIOException()
                    .isThrownBy(() -> PostingClient.http1(endpoint).post("lost too"));

            assertThat(endpoint.messages()).extracting(ReceivedMessage::text).containsExactly("kept");
        }
    }

    @Test
    void impossibleAnswersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpAnswer.status(199))
                .withMessage("code must be 200 to 599, was 199");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpAnswer.redirect(200, "/"))
                .withMessage("code must be 300 to 399, was 200");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpAnswer.ok().andHeader("X-Forged", "a\r\nb"))
                .withMessageStartingWith("a header must be printable ASCII, was X-Forged: a");
        assertThatIllegalStateException()
                .isThrownBy(() -> HttpAnswer.resetBeforeReading().andTaking())
                .withMessage("what is not read cannot be taken");
    }

    private static Socket connect(HttpsEndpoint endpoint) throws IOException {
        Socket socket = new Socket("127.0.0.1", endpoint.port());
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
