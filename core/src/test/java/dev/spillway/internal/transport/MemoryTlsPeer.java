package dev.spillway.internal.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/** A TLS server in memory, on the other side of a wire: it reads when it is told to. */
final class MemoryTlsPeer implements Wire {
    private static final int MOST = 64 * 1024;

    final StringBuilder received = new StringBuilder();
    final SSLEngine engine;
    boolean reads = true;
    int room = Integer.MAX_VALUE;

    private final Queue<byte[]> toClient = new ArrayDeque<>();
    private final ByteBuffer fromClient = ByteBuffer.allocate(16 * MOST);
    private final ByteBuffer plain = ByteBuffer.allocate(MOST);
    private boolean clientEnded;
    private boolean ended;

    MemoryTlsPeer(SSLContext context, String version) {
        engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(new String[] {version});
    }

    /** Does all it can with what has arrived. */
    void serve() throws SSLException {
        boolean moved = reads;
        while (moved) {
            moved = switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTask();
                case NEED_WRAP -> send("") || fromClient.position() > 0 && receive();
                default -> receive();
            };
        }
    }

    private boolean runTask() {
        engine.getDelegatedTask().run();
        return true;
    }

    boolean send(String text) throws SSLException {
        ByteBuffer record = ByteBuffer.allocate(MOST);
        SSLEngineResult result = engine.wrap(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), record);
        if (record.position() > 0) {
            byte[] bytes = new byte[record.position()];
            record.flip().get(bytes);
            toClient.add(bytes);
        }
        return result.bytesProduced() > 0;
    }

    private boolean receive() throws SSLException {
        fromClient.flip();
        plain.clear();
        SSLEngineResult result = engine.unwrap(fromClient, plain);
        fromClient.compact();
        received.append(new String(plain.array(), 0, plain.position(), StandardCharsets.UTF_8));
        return result.bytesConsumed() > 0;
    }

    /** Ends the TLS session, and the stream. */
    void end() throws SSLException {
        engine.closeOutbound();
        send("");
        ended = true;
    }

    boolean hasClientEnded() {
        return clientEnded;
    }

    @Override
    public boolean finishConnect() {
        return true;
    }

    @Override
    public int read(ByteBuffer target) throws SSLException {
        serve();
        byte[] next = toClient.peek();
        if (next == null) {
            return ended ? -1 : 0;
        }
        if (target.remaining() < next.length) {
            return 0;
        }
        target.put(toClient.remove());
        return next.length;
    }

    @Override
    public int write(ByteBuffer source) {
        int count = Math.min(source.remaining(), Math.min(room, fromClient.remaining()));
        byte[] bytes = new byte[count];
        source.get(bytes);
        fromClient.put(bytes);
        room -= room == Integer.MAX_VALUE ? 0 : count;
        return count;
    }

    @Override
    public int heldBytes() {
        return 0;
    }

    @Override
    public boolean flush() {
        return true;
    }

    @Override
    public boolean shutdownOutput() {
        clientEnded = true;
        return true;
    }

    @Override
    public void wantWrite(boolean wanted) {}

    @Override
    public void close() {}
}
