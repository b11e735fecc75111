package dev.spillway.internal.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * TLS over another wire (RFC 5425). What JSSE wants done outside its own methods, such as checking certificates, runs on
 * the helper's thread.
 */
final class TlsWire implements Wire {
    /** Records that are encrypted before they are written at once. */
    private static final int RECORDS = 4;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Wire wire;
    private final SSLEngine engine;
    private final Executor helper;
    /** Encrypted and not yet taken by the wire, in writing mode. */
    private final ByteBuffer outgoing;
    /** Received and not yet decrypted, in writing mode. */
    private final ByteBuffer incoming;
    /** Decrypted application data, of which a syslog peer sends none that matters. */
    private final ByteBuffer plain;

    private volatile boolean taskRuns;
    private boolean connected;
    private boolean handshaken;
    private boolean closing;
    private final KeyUpdates updates = new KeyUpdates();

    TlsWire(Wire wire, SSLEngine engine, Executor helper) throws SSLException {
        this.wire = wire;
        this.engine = engine;
        this.helper = helper;
        int packet = engine.getSession().getPacketBufferSize();
        // Not direct, as the JDK's ciphers copy what is not in an array, piece by piece, into new arrays.
        outgoing = ByteBuffer.allocate(packet * RECORDS);
        incoming = ByteBuffer.allocateDirect(packet * 2);
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        engine.beginHandshake();
    }

    @Override
    public boolean finishConnect() throws IOException {
        if (!connected) {
            connected = wire.finishConnect();
            if (!connected) {
                return false;
            }
        }
        try {
            while (!handshaken) {
                if (!handshake()) {
                    return false;
                }
            }
        } catch (SSLException e) {
            sendAlert(e);
            throw e;
        }
        return flush();
    }

    /** Tells the peer why we refuse it, so that its own log says so too (RFC 5425 section 5). */
    private void sendAlert(SSLException refusal) {
        try {
            outgoing.clear();
            boolean moved = true;
            while (moved && !engine.isOutboundDone() && hasRoomForRecord()) {
                moved = wrap(NOTHING);
            }
            flush();
        } catch (IOException e) {
            refusal.addSuppressed(e);
        }
    }

    /** One move of the handshake; false if it has to wait. */
    private boolean handshake() throws IOException {
        if (taskRuns) {
            return false;
        }
        HandshakeStatus status = engine.getHandshakeStatus();
        switch (status) {
            case NEED_TASK:
                runTasks();
                return false;
            case NEED_WRAP:
                if (!hasRoomForRecord() && !flush()) {
                    return false;
                }
                wrap(NOTHING);
                flush();
                return true;
            case NEED_UNWRAP:
            case NEED_UNWRAP_AGAIN:
                return receiveHandshake();
            default:
                handshaken = true;
                return true;
        }
    }

    private void runTasks() {
        Runnable task = engine.getDelegatedTask();
        if (task == null) {
            return;
        }
        taskRuns = true;
        helper.execute(() -> {
            try {
                task.run();
            } finally {
                taskRuns = false;
            }
        });
    }

    private boolean receiveHandshake() throws IOException {
        if (unwrap()) {
            return true;
        }
        int count = wire.read(incoming);
        if (count < 0) {
            throw new EOFException("the peer closed the connection during the TLS handshake");
        }
        return count > 0;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        // Only whether there is something, and whether it is over, is of interest to a sender of syslog.
        int count = wire.read(incoming);
        boolean ended = count < 0;
        // What the engine wants to send first must be on its way, so that its status tells of the next record alone.
        while (answer() && unwrap()) {
            plain.clear();
        }
        if (ended || (engine.isInboundDone() && !closing)) {
            return -1;
        }
        if (engine.isInboundDone()) {
            // Ours was sent before; what counts now is the end of the stream itself.
            incoming.clear();
        }
        return Math.max(count, 0) == 0 ? 0 : touch(target, count);
    }

    private static int touch(ByteBuffer target, int count) {
        int moved = Math.min(target.remaining(), count);
        target.position(target.position() + moved);
        return moved;
    }

    /** Sends what the peer's message asks for, such as the answer to a key update; false if there is no room for it. */
    private boolean answer() throws IOException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            Runnable task = engine.getDelegatedTask();
            while (task != null) {
                task.run();
                task = engine.getDelegatedTask();
            }
        }
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !engine.isOutboundDone()) {
            if (!hasRoomForRecord() && !flush()) {
                return false;
            }
            if (!wrap(NOTHING)) {
                break;
            }
        }
        return true;
    }

    /** Decrypts one record; false if none is there. */
    private boolean unwrap() throws SSLException {
        if (incoming.position() == 0 && engine.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP_AGAIN) {
            return false;
        }
        if (engine.isInboundDone()) {
            return false;
        }
        incoming.flip();
        plain.clear();
        SSLEngineResult result;
        try {
            result = engine.unwrap(incoming, plain);
        } finally {
            incoming.compact();
        }
        if (handshaken) {
            updates.received(result);
        }
        Status status = result.getStatus();
        boolean again = result.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP_AGAIN;
        return status == Status.OK && (result.bytesConsumed() > 0 || again);
    }

    @Override
    public boolean takesRequests() {
        return handshaken && engine.getSession().getProtocol().equals("TLSv1.3");
    }

    @Override
    public boolean request() throws IOException {
        if (closing || !answer() || !hasRoomForRecord()) {
            return false;
        }
        // After the handshake of TLS 1.3 this is what it means.
        engine.beginHandshake();
        wrap(NOTHING);
        flush();
        return true;
    }

    @Override
    public int takeAnswers() {
        return updates.takeAnswers();
    }

    @Override
    public boolean hasReceivedData() {
        return updates.haveSeenData();
    }

    @Override
    public boolean isAskedByOthers() {
        return updates.areAskedByOthers();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int start = source.position();
        boolean moved = true;
        while (moved && source.hasRemaining() && hasRoomForRecord()) {
            moved = wrap(source);
        }
        flush();
        return source.position() - start;
    }

    private boolean hasRoomForRecord() {
        return outgoing.remaining() >= outgoing.capacity() / RECORDS;
    }

    /** Encrypts one record; false if the engine must hear from the peer first, as in the midst of a new handshake. */
    private boolean wrap(ByteBuffer source) throws SSLException {
        SSLEngineResult result = engine.wrap(source, outgoing);
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            throw new SSLException("a TLS record is larger than JSSE said");
        }
        if (result.getStatus() == Status.CLOSED && source.hasRemaining()) {
            throw new SSLException("the peer closed the TLS session");
        }
        if (handshaken) {
            updates.sent(result);
        }
        return result.bytesConsumed() > 0 || result.bytesProduced() > 0;
    }

    @Override
    public int heldBytes() {
        return outgoing.position();
    }

    @Override
    public boolean flush() throws IOException {
        if (outgoing.position() > 0) {
            outgoing.flip();
            try {
                wire.write(outgoing);
            } finally {
                outgoing.compact();
            }
        }
        return outgoing.position() == 0;
    }

    @Override
    public boolean shutdownOutput() throws IOException {
        if (!closing) {
            closing = true;
            engine.closeOutbound();
        }
        boolean moved = true;
        while (moved && !engine.isOutboundDone() && hasRoomForRecord()) {
            moved = wrap(NOTHING);
        }
        return engine.isOutboundDone() && flush() && wire.shutdownOutput();
    }

    @Override
    public void wantWrite(boolean wanted) {
        wire.wantWrite(wanted);
    }

    @Override
    public void close() {
        wire.close();
    }
}
