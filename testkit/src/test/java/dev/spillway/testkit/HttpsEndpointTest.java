package dev.spillway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class HttpsEndpointTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String FRAME = "<14>1 2026-11-22T18:30:00Z web-1 shop 7 - - ordered";

    @RegisterExtension
    static StrayThreads strayThreads = StrayThreads.named("MockWebServer");

    @Test
    void requestIsRecordedAsItArrived() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https().start()) {
            byte[] body = PostingClient.gzip(FRAME + "\n" + FRAME + "\n");
            PostingClient.http2(endpoint)
                    .post(body, "Content-Encoding", "gzip", "Idempotency-Key", "b-1", "X-Two", "a", "X-Two", "b");

            ReceivedRequest request = endpoint.awaitRequests(1, SOON).get(0);
            assertThat(request.number()).isOne();
            assertThat(request.connection()).isOne();
            assertThat(request.protocol()).isEqualTo("HTTP/2");
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/v1/logs?host=a");
            assertThat(request.header("content-ENCODING")).contains("gzip");
            assertThat(request.headers().get("x-two")).containsExactly("a", "b");
            assertThat(request.header("absent")).isEmpty();
            assertThat(request.batchId()).contains("b-1");
            assertThat(request.tlsProtocol()).contains("TLSv1.3");
            assertThat(request.sniName()).contains("localhost");
            assertThat(request.clientName()).isEmpty();
            assertThat(request.wireBytes()).isEqualTo(body.length);
            assertThat(request.body()).hasSize(2 * FRAME.length() + 2);
            assertThat(request.arrivalNanos()).isLessThanOrEqualTo(System.nanoTime());
            assertThat(request.messages()).isEqualTo(endpoint.messages()).hasSize(2);
            assertThat(endpoint.messages().get(1).parsed().text()).isEqualTo("ordered");
            assertThat(request)
                    .hasToString("request 1 by connection 1: POST /v1/logs?host=a HTTP/2, " + body.length
                            + " bytes, 2 messages: 200, taken");
        }
    }

    @Test
    void endpointOfHttp1AloneIsSpokenToInHttp1() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https().http1Only().start()) {
            PostingClient.http2(endpoint).post("one");

            assertThat(endpoint.requests())
                    .extracting(ReceivedRequest::protocol)
                    .containsExactly("HTTP/1.1");
        }
    }

    @Test
    void endpointWithoutTlsTakesHttp() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.http().start();
                Socket socket = new Socket("127.0.0.1", endpoint.port())) {
            assertThat(endpoint.uri("/logs")).hasToString("http://localhost:" + endpoint.port() + "/logs");
            socket.getOutputStream()
                    .write("POST /logs HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(endpoint.awaitMessages(1, SOON).get(0)).hasToString("connection 1: one");
            assertThat(endpoint.requests().get(0).tlsProtocol()).isEmpty();
            assertThatIllegalStateException()
                    .isThrownBy(endpoint::certificate)
                    .withMessage("only an HTTPS endpoint has a certificate, this is for HTTP");
        }
    }

    @Test
    void sequenceComesBeforeTheAnswerForAll() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https()
                .answers(HttpAnswer.status(503), HttpAnswer.status(429))
                .answer(HttpAnswer.status(202))
                .start()) {
            PostingClient client = PostingClient.http1(endpoint);
            assertThat(statuses(client, 4)).containsExactly(503, 429, 202, 202);

            endpoint.answerNext(HttpAnswer.status(500));
            endpoint.answer(HttpAnswer.status(204));
            assertThat(statuses(client, 2)).containsExactly(500, 204);
            assertThat(endpoint.connectionCount()).isOne();
        }
    }

    @Test
    void functionChoosesByTheRequest() throws Exception {
        long seed = 42;
        try (HttpsEndpoint endpoint = HttpsEndpoint.https()
                .choosing(request -> HttpAnswer.status(randomStatus(seed + request.number())))
                .start()) {
            PostingClient client = PostingClient.http1(endpoint);
            assertThat(statuses(client, 3))
                    .containsExactly(randomStatus(seed + 1), randomStatus(seed + 2), randomStatus(seed + 3));

            endpoint.choosing(request -> request.header("Content-Encoding").isPresent()
                    ? HttpAnswer.status(415)
                    : HttpAnswer.resetBeforeReading());
            assertThat(client.post(PostingClient.gzip("a"), "Content-Encoding", "gzip")
                            .statusCode())
                    .isEqualTo(415);
            assertThatIOException()
                    .isThrownBy(() -> PostingClient.http1(endpoint).post("b"));
            endpoint.answer(HttpAnswer.ok());
            assertThat(statuses(PostingClient.http1(endpoint), 1)).containsExactly(200);
        }
    }

    private static int randomStatus(long seed) {
        int[] all = {200, 202, 429, 500, 503};
        return all[new Random(seed).nextInt(all.length)];
    }

    private static List<Integer> statuses(PostingClient client, int requests) throws Exception {
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        for (int i = 0; i < requests; i++) {
            statuses.add(client.post("one").statusCode());
        }
        return statuses;
    }

    @Test
    void bodyThatIsTooLongIsRefusedWhateverIsScripted() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https()
                .maxBodyBytes(10)
                .answers(HttpAnswer.status(202))
                .start()) {
            PostingClient client = PostingClient.http1(endpoint);

            assertThat(client.post(PostingClient.gzip("0123456789a"), "Content-Encoding", "gzip")
                            .statusCode())
                    .isEqualTo(413);
            assertThat(client.post("0123456789").statusCode()).isEqualTo(202);
            assertThat(endpoint.messageCount()).isOne();
        }
    }

    @Test
    void bodyThatIsNotAsItsTypeWantsItIsRefused() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https().start()) {
            byte[] noGzip = "no gzip".getBytes(StandardCharsets.US_ASCII);

            assertThat(PostingClient.http1(endpoint)
                            .post(noGzip, "Content-Encoding", "gzip")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(endpoint.requests().get(0).fault()).contains("Not in GZIP format");
            assertThat(endpoint.messages()).isEmpty();
        }
    }

    @Test
    void clientCertificateIsDemanded() throws Exception {
        TestCertificates clients = TestCertificates.create();
        try (HttpsEndpoint endpoint =
                HttpsEndpoint.https().demandClientCertificate(clients).start()) {
            ServerCertificate right = clients.forNames("shop.example");
            ServerCertificate wrong = TestCertificates.create().forNames("shop.example");

            assertThatIOException()
                    .isThrownBy(() -> PostingClient.http1(endpoint).post("none"));
            assertThatIOException()
                    .isThrownBy(() -> PostingClient.with(endpoint, wrong.clientContext(endpoint.certificate()))
                            .post("wrong"));
            PostingClient.with(endpoint, right.clientContext(endpoint.certificate()))
                    .post("right");

            assertThat(endpoint.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.clientName()).contains("CN=shop.example"));
        }
    }

    @Test
    void otherCertificateIsPresentedFromTheNextConnectionOn() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https().start()) {
            PostingClient before = PostingClient.http1(endpoint);
            before.post("one");
            endpoint.present(TestCertificates.create().loopback());

            before.post("two");
            PostingClient.http1(endpoint).post("three");
            endpoint.endConnections();
            assertThatIOException().isThrownBy(() -> before.post("four"));
            assertThat(endpoint.messageCount()).isEqualTo(3);
        }
    }

    @Test
    void portCanBeRefusedAndOpenedAgain() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https().start()) {
            PostingClient client = PostingClient.http1(endpoint);
            client.post("one");
            endpoint.refuse();

            assertThat(client.post("by the present connection").statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> PostingClient.http1(endpoint).post("refused"))
                    .isInstanceOf(ConnectException.class);
            endpoint.restart();
            endpoint.restart();
            assertThat(PostingClient.http1(endpoint).post("two").statusCode()).isEqualTo(200);
            assertThat(endpoint.requests())
                    .extracting(ReceivedRequest::connection)
                    .containsExactly(1, 1, 2);
        }
    }

    /** Whoever asks for any port is not given this one, and so cannot keep the endpoint from its restart. */
    @Test
    void portBelongsToTheEndpointWhileItRefuses() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https().start();
                ServerSocket other = new ServerSocket()) {
            endpoint.refuse();
            other.setReuseAddress(false);

            assertThatThrownBy(
                            () -> other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port())))
                    .isInstanceOf(BindException.class);
            endpoint.restart();
            assertThat(PostingClient.http1(endpoint).post("one").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void deathResetsConnectionsAndAnEndDoesNot() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.http().start();
                Socket ended = new Socket("127.0.0.1", endpoint.port())) {
            endpoint.awaitConnections(1, SOON);
            endpoint.endConnections();
            assertThat(ended.getInputStream().read()).isEqualTo(-1);

            try (Socket reset = new Socket("127.0.0.1", endpoint.port())) {
                endpoint.awaitConnections(2, SOON);
                endpoint.die();
                assertThatThrownBy(() -> reset.getInputStream().read()).isInstanceOf(SocketException.class);
                assertThatThrownBy(() -> new Socket("127.0.0.1", endpoint.port()).close())
                        .isInstanceOf(ConnectException.class);
            }
            endpoint.restart();
            new Socket("127.0.0.1", endpoint.port()).close();
        }
    }

    @Test
    void consumerTakesTheMessages() throws Exception {
        List<String> taken = new CopyOnWriteArrayList<>();
        try (HttpsEndpoint endpoint = HttpsEndpoint.https()
                .onMessage(message -> taken.add(message.text()))
                .start()) {
            PostingClient.http1(endpoint).post("one\ntwo\n");

            endpoint.awaitMessageCount(2, SOON);
            assertThat(taken).containsExactly("one", "two");
            assertThat(endpoint.requests().get(0).body()).isEmpty();
            assertThatIllegalStateException().isThrownBy(endpoint::messages);
            assertThatIllegalStateException().isThrownBy(() -> endpoint.awaitMessage("one", SOON));
        }
    }

    @Test
    void failureOfTheConsumerIsToldAndAnswered() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https()
                .onMessage(message -> {
                    throw new IllegalStateException("no room");
                })
                .start()) {
            assertThat(PostingClient.http1(endpoint).post("one").statusCode()).isEqualTo(500);
            assertThat(endpoint.failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure).hasMessage("no room"));
        }
    }

    @Test
    void clearForgetsAndTheNumbersGoOn() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https().start()) {
            PostingClient client = PostingClient.http1(endpoint);
            client.post("one");
            endpoint.clear();
            assertThat(endpoint.messages()).isEmpty();
            assertThat(endpoint.requests()).isEmpty();

            client.post("two");
            assertThat(endpoint.requests()).extracting(ReceivedRequest::number).containsExactly(2);
        }
    }

    @Test
    void messageIsAwaitedByWhatIsInIt() throws Exception {
        try (HttpsEndpoint endpoint = HttpsEndpoint.https().start()) {
            CompletableFuture<ReceivedMessage> third =
                    CompletableFuture.supplyAsync(() -> endpoint.awaitMessage("three", SOON));
            PostingClient client = PostingClient.http1(endpoint);
            client.post("number one\nnumber two\nnumber two again\n");
            endpoint.clear();
            client.post("number three");

            assertThat(third).succeedsWithin(SOON).hasToString("connection 1: number three");
            assertThat(endpoint.awaitMessage("number", Duration.ZERO).text()).isEqualTo("number three");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> endpoint.awaitMessage("two", Duration.ofMillis(10)))
                    .withMessageStartingWith("expected a message with \"two\" within PT0.01S, but took 1 messages");
        }
    }

    @Test
    void waitInVainTellsWhatCame() throws Exception {
        try (HttpsEndpoint endpoint =
                HttpsEndpoint.https().answer(HttpAnswer.status(401)).start()) {
            PostingClient.http1(endpoint).post("one");

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> endpoint.awaitMessages(1, Duration.ofMillis(10)))
                    .withMessage("expected 1 messages within PT0.01S, but took 0 messages on HttpsEndpoint[HTTPS, port "
                            + endpoint.port() + "], 1 connections, 1 requests\n"
                            + "  request 1 by connection 1: POST /v1/logs?host=a HTTP/1.1, 3 bytes, 1 messages: 401");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> endpoint.awaitRequests(2, Duration.ofMillis(10)))
                    .withMessageStartingWith("expected 2 requests within PT0.01S, but took 0 messages");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> endpoint.awaitConnections(2, Duration.ofMillis(10)))
                    .withMessageStartingWith("expected 2 connections within PT0.01S, but took 0 messages");
        }
    }

    @Test
    void closedEndpointStaysClosed() throws Exception {
        HttpsEndpoint endpoint = HttpsEndpoint.https().start();
        endpoint.close();
        endpoint.close();

        assertThatIllegalStateException().isThrownBy(endpoint::restart).withMessage("the endpoint is closed");
        assertThatThrownBy(() -> new Socket("127.0.0.1", endpoint.port()).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void impossibleSettingsAreRefused() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpsEndpoint.https().port(65_536))
                .withMessage("port must be 0 to 65535, was 65536");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpsEndpoint.https().maxBodyBytes(-1))
                .withMessage("maxBodyBytes must be at least 0, was -1");
        try (HttpsEndpoint endpoint = HttpsEndpoint.http().start()) {
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> HttpsEndpoint.http().port(endpoint.port()).start())
                    .withMessage("port " + endpoint.port() + " of 127.0.0.1 cannot be opened");
        }
    }
}
