package dev.spillway.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Plays a {@link Behaviour} on one connection, on a thread of its own. */
final class ConnectionScript implements Runnable {
    private static final int READ_BYTES = 128 * 1024;
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final byte[] GARBAGE =
            "This is no TLS, whatever you expected.\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SyslogConnection connection;
    private final Wire wire;
    private final Behaviour behaviour;
    private final TlsSettings tls;
    private final MessageLog log;
    private final Consumer<Throwable> failures;
    private final FrameReader frames = new FrameReader(this::message);
    private @Nullable ByteStream stream;
    private long messages;

    ConnectionScript(
            SyslogConnection connection,
            Behaviour behaviour,
            TlsSettings tls,
            MessageLog log,
            Consumer<Throwable> failures) {
        this.connection = connection;
        this.wire = connection.wire();
        this.behaviour = behaviour;
        this.tls = tls;
        this.log = log;
        this.failures = failures;
    }

    @Override
    public void run() {
        try (wire) {
            perform();
        } catch (IOException e) {
            connection.failed(e);
        } catch (RuntimeException | Error e) {
            connection.ended(ConnectionEnd.BY_ENDPOINT);
            failures.accept(e);
        }
    }

    private void perform() throws IOException {
        try {
            play();
        } catch (EndRequested e) {
            obey();
        } catch (IOException e) {
            connection.failed(e);
            if (connection.end() == ConnectionEnd.OPEN) {
                connection.ended(stream == null ? ConnectionEnd.HANDSHAKE_FAILED : ConnectionEnd.RESET);
            }
            if (e instanceof SSLException) {
                endAfterAlert();
            }
        }
    }

    private void play() throws IOException {
        switch (behaviour.opening()) {
            case STALL -> wire.stall();
            case GARBAGE -> {
                wire.write(ByteBuffer.wrap(GARBAGE));
                endPolitely();
            }
            case HANDSHAKE -> {
                stream = tls.open(wire, connection);
                if (behaviour.isRateLimited()) {
                    wire.limitRate(behaviour.bytesPerSecond());
                }
                readMessages(stream);
            }
        }
    }

    private void readMessages(ByteStream in) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
        while (!limitReached()) {
            if (in.read(buffer.clear()) < 0) {
                clientEnded(in);
                return;
            }
            take(buffer.flip());
            wire.checkOrder();
        }
        switch (behaviour.ending()) {
            case CLOSE -> endPolitely();
            case RESET -> {
                connection.ended(ConnectionEnd.BY_ENDPOINT);
                wire.reset();
            }
            case STALL -> wire.stall();
        }
    }

    private boolean limitReached() {
        return messages >= behaviour.maxMessages() || frames.bytesTaken() >= behaviour.maxBytes();
    }

    private void take(ByteBuffer buffer) {
        long allowed = behaviour.maxBytes() - frames.bytesTaken();
        buffer.limit((int) Math.min(buffer.limit(), allowed));
        frames.feed(buffer);
        connection.took(frames, messages);
    }

    private boolean message(byte[] data, int from, int length) {
        messages++;
        connection.took(frames, messages);
        byte[] bytes = Arrays.copyOfRange(data, from, from + length);
        log.add(new ReceivedMessage(bytes, connection.number(), System.nanoTime()));
        return messages < behaviour.maxMessages() && wire.order() == Wire.Order.NONE;
    }

    private void clientEnded(ByteStream in) throws IOException {
        connection.ended(in.endWasOrderly() ? ConnectionEnd.ORDERLY : ConnectionEnd.TRUNCATED);
        if (behaviour.answersClose()) {
            in.sendEnd();
        } else {
            wire.stall();
        }
    }

    /** Unread bytes at a close would make the kernel send RST, so they are read until the client has ended too. */
    private void endPolitely() throws IOException {
        connection.ended(ConnectionEnd.BY_ENDPOINT);
        if (stream == null) {
            wire.sendFin();
        } else {
            stream.sendEnd();
        }
        wire.discardUntilEnd(LINGER_NANOS);
    }

    /** A reset would overtake the alert that says what was wrong. */
    private void endAfterAlert() throws IOException {
        try {
            wire.sendFin();
            wire.discardUntilEnd(LINGER_NANOS);
        } catch (EndRequested e) {
            // The test has had enough, which is an end as well.
        }
    }

    private void obey() throws IOException {
        if (connection.end() == ConnectionEnd.OPEN) {
            connection.ended(ConnectionEnd.BY_ENDPOINT);
        }
        if (wire.order() == Wire.Order.CLOSE_POLITELY) {
            wire.takePoliteOrder();
            try {
                endPolitely();
            } catch (EndRequested e) {
                connection.ended(ConnectionEnd.BY_ENDPOINT);
            }
        }
        if (wire.order() == Wire.Order.RESET) {
            wire.reset();
        }
    }
}
