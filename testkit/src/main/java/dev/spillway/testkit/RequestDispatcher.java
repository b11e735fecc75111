package dev.spillway.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Handshake;
import okio.Buffer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Takes a server's requests apart, records them, and plays the answers; called on the connections' threads. */
final class RequestDispatcher extends Dispatcher {
    private static final String HTTP_1 = "HTTP/1.1";
    private static final String GARBAGE = "This is no HTTP, whatever you expected.";
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int NO_CONTENT = 204;
    private static final long LOOK_MILLIS = 20;

    private final MockWebServer server;
    private final ReopeningServerSocket sockets;
    private final AnswerScript script;
    private final RequestLog requests;
    private final MessageLog log;
    private final long maxBodyBytes;
    private final AtomicInteger numbers = new AtomicInteger();
    private final ReentrantLock recording = new ReentrantLock();
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    RequestDispatcher(
            MockWebServer server,
            ReopeningServerSocket sockets,
            AnswerScript script,
            RequestLog requests,
            MessageLog log,
            long maxBodyBytes) {
        this.server = server;
        this.sockets = sockets;
        this.script = script;
        this.requests = requests;
        this.log = log;
        this.maxBodyBytes = maxBodyBytes;
    }

    List<Throwable> failures() {
        return List.copyOf(failures);
    }

    /** Ends what stalls, now and later. */
    void release() {
        released.countDown();
    }

    @Override
    public MockResponse peek() {
        MockResponse.Builder guess = new MockResponse.Builder();
        return script.reads() ? guess.build() : guess.doNotReadRequestBody().build();
    }

    @Override
    public MockResponse dispatch(RecordedRequest recorded) throws InterruptedException {
        // The server queues what nobody here will ask it for.
        server.takeRequest(0, TimeUnit.NANOSECONDS);
        Socket socket = sockets.connection(recorded.getConnectionIndex());
        HttpAnswer answer;
        try {
            answer = settle(recorded);
        } catch (RuntimeException | Error e) {
            failures.add(e);
            return new MockResponse.Builder().code(500).build();
        }
        released.await(answer.delay().toNanos(), TimeUnit.NANOSECONDS);
        return play(answer, recorded, socket);
    }

    /** Chooses the answer; takes and records what is to be taken and recorded, before the client can know. */
    private HttpAnswer settle(RecordedRequest recorded) {
        ReceivedRequest request = read(recorded);
        HttpAnswer answer;
        if (request.fault().isPresent()) {
            answer = HttpAnswer.status(BAD_REQUEST).andBody(request.fault().get() + "\n");
        } else if (request.body().length > maxBodyBytes) {
            answer = HttpAnswer.status(TOO_LARGE);
        } else {
            answer = script.next(request);
            if (answer.takes() && isUnread(recorded)) {
                // The answer for which it was left unread went to a request that overtook it.
                answer = HttpAnswer.resetBeforeReading();
            }
        }
        record(request, answer);
        return answer;
    }

    private static boolean isUnread(RecordedRequest recorded) {
        String length = header(recorded, "Content-Length");
        return recorded.getBody() == null && !length.isEmpty() && !length.equals("0");
    }

    private void record(ReceivedRequest request, HttpAnswer answer) {
        List<ReceivedMessage> taken = answer.takes() ? request.messages() : List.of();
        ReceivedRequest answered = request.answeredBy(answer);
        if (!log.keeps()) {
            taken.forEach(log::add);
            requests.add(answered.withoutBody());
            return;
        }
        recording.lock();
        try {
            taken.forEach(log::add);
            requests.add(answered);
        } finally {
            recording.unlock();
        }
    }

    /** All that are kept: where a message of theirs can be seen, so can they. */
    List<ReceivedRequest> requests() {
        recording.lock();
        try {
            return requests.requests();
        } finally {
            recording.unlock();
        }
    }

    private ReceivedRequest read(RecordedRequest recorded) {
        long now = System.nanoTime();
        ByteString sent = recorded.getBody();
        return new ReceivedRequest(head(recorded), body(recorded, sent, now), now, null);
    }

    private ReceivedRequest.Head head(RecordedRequest recorded) {
        Optional<Handshake> handshake = Optional.ofNullable(recorded.getHandshake());
        return new ReceivedRequest.Head(
                numbers.incrementAndGet(),
                recorded.getConnectionIndex() + 1,
                recorded.getVersion(),
                recorded.getMethod(),
                recorded.getTarget(),
                ReceivedRequest.caseInsensitive(recorded.getHeaders().toMultimap()),
                handshake.map(done -> done.tlsVersion().javaName()),
                recorded.getHandshakeServerNames().stream().findFirst(),
                handshake.map(Handshake::peerPrincipal).map(Principal::getName));
    }

    private static ReceivedRequest.Body body(RecordedRequest recorded, @Nullable ByteString sent, long now) {
        if (sent == null) {
            return new ReceivedRequest.Body(0, new byte[0], List.of(), null);
        }
        byte[] bytes = sent.toByteArray();
        try {
            bytes = RequestBody.decompress(bytes, header(recorded, "Content-Encoding"));
            List<ReceivedMessage> messages = new ArrayList<>();
            for (byte[] message : RequestBody.split(bytes, header(recorded, "Content-Type"))) {
                messages.add(new ReceivedMessage(message, recorded.getConnectionIndex() + 1, now));
            }
            return new ReceivedRequest.Body(sent.size(), bytes, List.copyOf(messages), null);
        } catch (IOException e) {
            return new ReceivedRequest.Body(sent.size(), bytes, List.of(), String.valueOf(e.getMessage()));
        }
    }

    private static String header(RecordedRequest recorded, String name) {
        String value = recorded.getHeaders().get(name);
        return value == null ? "" : value;
    }

    private MockResponse play(HttpAnswer answer, RecordedRequest recorded, Socket socket) throws InterruptedException {
        boolean http1 = recorded.getVersion().equals(HTTP_1);
        switch (answer.plot()) {
            case RESET -> ReopeningServerSocket.reset(socket);
            case STALL -> awaitClient(socket, http1);
            case HALF_CLOSE -> {
                ReopeningServerSocket.halfClose(socket);
                awaitClient(socket, http1);
            }
            case GARBAGE -> {
                return garbage(socket, http1);
            }
            default -> {
                return response(answer, socket);
            }
        }
        return new MockResponse.Builder().build();
    }

    /** Stalls until the client has closed the connection, or the endpoint is closed. */
    private void awaitClient(Socket socket, boolean http1) throws InterruptedException {
        if (http1) {
            // The only reader is this thread, and what still comes is of no interest.
            try {
                InputStream in = socket.getInputStream();
                byte[] rest = new byte[8192];
                while (in.read(rest) >= 0) {
                    // Read on.
                }
            } catch (IOException e) {
                // That is an end too.
            }
            ReopeningServerSocket.end(socket);
        } else {
            while (!socket.isClosed() && !released.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                // The connection's reader will notice the end and close it.
            }
        }
    }

    private static MockResponse garbage(Socket socket, boolean http1) {
        if (!http1) {
            try {
                socket.getOutputStream().write(GARBAGE.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The client has gone already.
            }
            ReopeningServerSocket.end(socket);
        }
        return new MockResponse.Builder()
                .status(GARBAGE)
                .onResponseEnd(new SocketEffect.CloseSocket())
                .build();
    }

    private static MockResponse response(HttpAnswer answer, Socket socket) {
        MockResponse.Builder response = new MockResponse.Builder().code(answer.status());
        if (answer.status() == NO_CONTENT) {
            response.removeHeader("Content-Length");
        }
        answer.headers().forEach(header -> response.addHeader(header.name(), header.value()));
        switch (answer.plot()) {
            case CUT_BODY -> response.body(ScriptedBody.cut(answer.body(), socket));
            case ENDLESS_BODY ->
                response.body(ScriptedBody.endless(answer.body(), socket)).removeHeader("Content-Length");
            default -> {
                if (answer.body().length > 0) {
                    response.body(new Buffer().write(answer.body()));
                }
            }
        }
        if (!answer.reads()) {
            response.onResponseEnd(new SocketEffect.CloseSocket());
        }
        return response.build();
    }
}
