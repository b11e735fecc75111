package dev.spillway.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** One direction of a proxied connection; confined to the proxy's thread. */
final class ProxyFlow {
    private record Chunk(ByteBuffer bytes, long dueNanos) {}

    private static final int CHUNK_BYTES = 16 * 1024;
    private static final int MAX_QUEUED = 256 * 1024;
    private static final long NOTHING_DUE = Long.MAX_VALUE;

    private final SocketChannel from;
    private final SocketChannel to;
    private final ProxyWeather weather;
    private final Deque<Chunk> queue = new ArrayDeque<>();
    private final ByteBuffer scratch = ByteBuffer.allocate(CHUNK_BYTES);
    private int queued;
    private long freeAtNanos;
    private boolean ended;
    private boolean endForwarded;
    private boolean torn;

    ProxyFlow(SocketChannel from, SocketChannel to, ProxyWeather weather, long now) {
        this.from = from;
        this.to = to;
        this.weather = weather;
        this.freeAtNanos = now;
    }

    /** Whether bytes or the end were swallowed, so that the stream can't go on. */
    boolean isTorn() {
        return torn;
    }

    /** Whether both ends know that nothing more will come. */
    boolean isOver() {
        return endForwarded;
    }

    int readInterest() {
        boolean wanted = !ended && weather.mode() != ProxyWeather.Mode.HOLD && queued < MAX_QUEUED;
        return wanted ? SelectionKey.OP_READ : 0;
    }

    /** How long until there is something to write: 0 is now. */
    long millisUntilDue(long now) {
        Chunk head = queue.peek();
        if (head == null || weather.mode() != ProxyWeather.Mode.FORWARD) {
            return NOTHING_DUE;
        }
        long left = Math.max(head.dueNanos() - now, freeAtNanos - now);
        return left <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(left) + 1;
    }

    void read(long now) throws IOException {
        while (readInterest() != 0) {
            int count = from.read(scratch.clear());
            if (count == 0) {
                return;
            }
            ended = count < 0;
            if (weather.mode() == ProxyWeather.Mode.SWALLOW) {
                torn = true;
            } else {
                // The end travels as an empty chunk, since it has to keep the latency too.
                byte[] bytes = Arrays.copyOf(scratch.array(), scratch.position());
                queue.add(new Chunk(ByteBuffer.wrap(bytes), now + weather.latencyNanos()));
                queued += Math.max(count, 0);
            }
        }
    }

    /** Writes what is due, as far as the socket takes it. */
    void write(long now) throws IOException {
        boolean taken = true;
        while (taken && millisUntilDue(now) == 0) {
            ByteBuffer bytes = queue.element().bytes();
            int count = writePortion(bytes);
            queued -= count;
            if (weather.isRateLimited()) {
                freeAtNanos = Math.max(now, freeAtNanos) + weather.nanosFor(count);
            }
            taken = count > 0 || !bytes.hasRemaining();
            if (!bytes.hasRemaining()) {
                queue.remove();
            }
        }
        if (ended && queue.isEmpty() && !torn && !endForwarded) {
            to.shutdownOutput();
            endForwarded = true;
        }
    }

    private int writePortion(ByteBuffer bytes) throws IOException {
        int limit = bytes.limit();
        bytes.limit(bytes.position() + Math.min(bytes.remaining(), weather.portion()));
        try {
            return to.write(bytes);
        } finally {
            bytes.limit(limit);
        }
    }
}
