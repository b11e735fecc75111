package dev.spillway.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * The server's side of TLS over a {@link Wire}.
 *
 * <p>An {@link SSLEngine} and no {@code SSLSocket}, since the latter hides whether the peer sent close_notify before
 * its FIN, and cannot be closed while it waits.
 */
final class TlsStream implements ByteStream {
    private static final int NET_BYTES = 64 * 1024;

    private final Wire wire;
    private final SSLEngine engine;
    private final ByteBuffer received = ByteBuffer.allocate(NET_BYTES).flip();
    private final ByteBuffer toSend;
    private boolean closeNotifySeen;

    TlsStream(Wire wire, SSLEngine engine) {
        this.wire = wire;
        this.engine = engine;
        toSend = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    }

    /** Completes the handshake, or throws having sent the alert. */
    void handshake() throws IOException {
        // What a client sends along with its last handshake message stays in 'received'.
        ByteBuffer nothing = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        try {
            engine.beginHandshake();
            while (!proceed(nothing)) {
                fill();
            }
        } catch (SSLException e) {
            sendAlert(e);
            throw e;
        }
    }

    /** Whether the handshake is complete; false when it needs bytes from the peer. */
    private boolean proceed(ByteBuffer nothing) throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> wrap();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    SSLEngineResult result = engine.unwrap(received, nothing);
                    if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                        return false;
                    }
                    if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                        throw new SSLException("the client sent close_notify during the handshake");
                    }
                }
                default -> {
                    return true;
                }
            }
        }
    }

    private void fill() throws IOException {
        received.compact();
        int count = wire.read(received);
        received.flip();
        if (count < 0) {
            throw new EOFException("the client ended during the handshake");
        }
    }

    private void sendAlert(SSLException cause) {
        try {
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !engine.isOutboundDone()) {
                wrap();
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        while (true) {
            unwrapAll(into);
            if (into.position() > 0) {
                return into.position();
            }
            if (closeNotifySeen) {
                return -1;
            }
            received.compact();
            int count = wire.read(received);
            received.flip();
            if (count < 0) {
                return -1;
            }
        }
    }

    /** An answer waits for the next call: by then what the peer sent before its question has been handed on. */
    private void unwrapAll(ByteBuffer into) throws IOException {
        while (!closeNotifySeen) {
            answer();
            SSLEngineResult result = engine.unwrap(received, into);
            switch (result.getStatus()) {
                case CLOSED -> closeNotifySeen = true;
                case BUFFER_UNDERFLOW, BUFFER_OVERFLOW -> {
                    return;
                }
                default -> {
                    if (into.position() > 0 && owesAnAnswer()) {
                        return;
                    }
                }
            }
        }
    }

    private boolean owesAnAnswer() {
        return switch (engine.getHandshakeStatus()) {
            case NEED_TASK, NEED_WRAP -> true;
            default -> false;
        };
    }

    /** Sends what the engine owes the peer after the handshake, such as the answer to a key update. */
    private void answer() throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> wrap();
                default -> {
                    return;
                }
            }
        }
    }

    @Override
    public void sendEnd() throws IOException {
        engine.closeOutbound();
        while (!engine.isOutboundDone()) {
            wrap();
        }
        wire.sendFin();
    }

    @Override
    public boolean endWasOrderly() {
        return closeNotifySeen;
    }

    private void runTasks() {
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
    }

    private void wrap() throws IOException {
        toSend.clear();
        engine.wrap(ByteBuffer.allocate(0), toSend);
        wire.write(toSend.flip());
    }
}
