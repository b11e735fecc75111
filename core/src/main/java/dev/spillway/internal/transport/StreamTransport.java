package dev.spillway.internal.transport;

import dev.spillway.internal.transport.tls.Causes;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Messages as frames in a stream: TCP, or TLS over it. */
final class StreamTransport implements Transport {
    /** Frames gathered before they are written: four TLS records. */
    private static final int GATHER = 64 * 1024;

    private static final int FRAME_OVERHEAD = 12;

    /** So that a peer which floods us does not keep us from writing. */
    private static final int READS_PER_STEP = 16;

    /** How long our end waits for the receipt of what was sent last. */
    private static final long LAST_RECEIPT_NANOS = 1_000_000_000L;

    private final Wire wire;
    private final Framing framing;
    private final AddedElement element;
    private final long openNanos;
    private final long writeNanos;
    /** Null if the peer is not to be asked what it has read. */
    private final @Nullable Inquiry inquiry;
    /** Frames that the wire has not taken yet, in writing mode. */
    private ByteBuffer gathered;

    private byte[] frames;
    private final ByteBuffer unread = ByteBuffer.allocate(4096);

    private State state = State.OPENING;
    private @Nullable String failure;
    private boolean confirmed;
    private boolean outputEnded;
    private long deadline;
    private long stalledSince = Long.MIN_VALUE;
    private boolean wantsWrite;
    private long endingSince = Long.MIN_VALUE;

    StreamTransport(
            Wire wire,
            @Nullable Inquiry inquiry,
            Framing framing,
            AddedElement element,
            int maxMessageSize,
            TransportSettings settings,
            long nowNanos) {
        this.wire = wire;
        this.inquiry = inquiry;
        this.framing = framing;
        this.element = element;
        this.openNanos = settings.connectionTimeout().toNanos();
        this.writeNanos = settings.writeTimeout().toNanos();
        this.frames = new byte[Math.max(GATHER, maxMessageSize + element.length() + FRAME_OVERHEAD)];
        this.gathered = ByteBuffer.wrap(frames);
        this.deadline = nowNanos + openNanos;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public boolean step(long nowNanos) {
        if (state == State.ENDED) {
            return false;
        }
        State before = state;
        try {
            boolean moved = state == State.OPENING ? open(nowNanos) : exchange(nowNanos);
            return moved || state != before;
        } catch (IOException e) {
            broke(describe(e), nowNanos);
            return true;
        }
    }

    private boolean open(long nowNanos) throws IOException {
        if (wire.finishConnect()) {
            state = State.OPEN;
            return true;
        }
        if (nowNanos - deadline >= 0) {
            end("no connection within connectionTimeout (" + openNanos / 1_000_000 + "ms)");
        }
        return false;
    }

    private boolean exchange(long nowNanos) throws IOException {
        boolean waited = wantsWrite;
        boolean moved = write();
        if (readsToEnd(nowNanos)) {
            return moved;
        }
        watchForStall(moved, nowNanos);
        if (inquiry != null && state != State.ENDED) {
            inquire(inquiry, waited && moved, nowNanos);
        }
        if (state == State.CLOSING && !outputEnded && isFlushed() && !awaitsLastReceipt(nowNanos)) {
            outputEnded = wire.shutdownOutput();
        }
        return moved;
    }

    private void inquire(Inquiry asking, boolean revived, long nowNanos) throws IOException {
        if (revived) {
            asking.revived(nowNanos);
        }
        if (outputEnded) {
            asking.listen();
        } else {
            asking.step(nowNanos);
        }
        if (asking.silentNanos(nowNanos) >= writeNanos) {
            end("the peer has read nothing for writeTimeout (" + writeNanos / 1_000_000 + "ms)");
        }
    }

    /** A peer that gives receipts and never answers an end would have us send everything again. */
    private boolean awaitsLastReceipt(long nowNanos) {
        if (endingSince == Long.MIN_VALUE) {
            endingSince = nowNanos;
        }
        if (inquiry == null || !inquiry.isIncomplete() || nowNanos - endingSince >= LAST_RECEIPT_NANOS) {
            return false;
        }
        inquiry.hurry();
        return true;
    }

    private boolean write() throws IOException {
        boolean moved = false;
        gathered.flip();
        while (gathered.hasRemaining() && wire.write(gathered) > 0) {
            moved = true;
        }
        if (inquiry != null) {
            inquiry.wrote(gathered.position());
        }
        gathered.compact();
        boolean flushed = wire.flush();
        boolean waits = !flushed || gathered.position() > 0;
        if (waits != wantsWrite) {
            wantsWrite = waits;
            wire.wantWrite(waits);
        }
        return moved;
    }

    /** Reads whatever a peer sends, which is nothing in syslog, and so notices its end before the next write. */
    private boolean readsToEnd(long nowNanos) throws IOException {
        int count = 1;
        for (int reads = 0; count > 0 && reads < READS_PER_STEP; reads++) {
            unread.clear();
            count = wire.read(unread);
        }
        if (count >= 0) {
            return false;
        }
        // An end that the peer began says nothing of what it has read.
        confirmed = outputEnded;
        if (inquiry != null) {
            inquiry.listen();
        }
        if (outputEnded) {
            end(null);
        } else {
            broke("the peer closed the connection", nowNanos);
        }
        return true;
    }

    private void watchForStall(boolean moved, long nowNanos) {
        if (moved || !wantsWrite || stalledSince == Long.MIN_VALUE) {
            stalledSince = nowNanos;
        } else if (nowNanos - stalledSince >= writeNanos) {
            end("the peer took nothing for writeTimeout (" + writeNanos / 1_000_000 + "ms)");
        }
    }

    @Override
    public boolean offer(Message stored) {
        Message message = element.to(stored);
        int length = message.length();
        if (gathered.remaining() < length + FRAME_OVERHEAD) {
            if (gathered.position() > 0) {
                return false;
            }
            // From disk, where an engine with a larger maxMessageSize left it.
            frames = new byte[length + FRAME_OVERHEAD];
            gathered = ByteBuffer.wrap(frames);
        }
        int start = gathered.position();
        if (framing != Framing.NEWLINE) {
            int counted = framing == Framing.OCTET_COUNTING_LF ? length + 1 : length;
            gathered.position(OctetCount.write(frames, start, counted));
        }
        int at = gathered.position();
        message.copy(0, frames, at, length);
        gathered.position(at + length);
        if (framing == Framing.NEWLINE) {
            // What an engine with octet counting left on disk may hold line feeds, which must not forge a message.
            LineFeeds.replace(frames, at, at + length);
        }
        if (framing != Framing.OCTET_COUNTING) {
            gathered.put((byte) '\n');
        }
        if (inquiry != null) {
            inquiry.took(gathered.position() - start, stored.end());
        }
        return true;
    }

    @Override
    public boolean asksAgain() {
        return false;
    }

    @Override
    public void hurry() {
        if (inquiry != null) {
            inquiry.hurry();
        }
    }

    @Override
    public int heldBytes() {
        return gathered.position() + wire.heldBytes();
    }

    @Override
    public boolean isFlushed() {
        return gathered.position() == 0 && !wantsWrite;
    }

    @Override
    public boolean knowsFate() {
        return false;
    }

    @Override
    public boolean givesReceipts() {
        return inquiry != null && inquiry.isAnswered();
    }

    @Override
    public @Nullable Settled settled() {
        long end = inquiry == null ? -1 : inquiry.takeConfirmed();
        return end < 0 ? null : new Settled(end, null);
    }

    @Override
    public void finish() {
        if (state == State.OPEN) {
            state = State.CLOSING;
        } else {
            abort();
        }
    }

    @Override
    public void abort() {
        if (state != State.ENDED) {
            end(null);
        }
    }

    private void broke(String why, long nowNanos) {
        if (inquiry != null) {
            inquiry.broke(nowNanos);
        }
        end(why);
    }

    private void end(@Nullable String why) {
        failure = why;
        state = State.ENDED;
        wire.close();
    }

    @Override
    public boolean isConfirmed() {
        return confirmed;
    }

    @Override
    public @Nullable String failure() {
        return failure;
    }

    @Override
    public Retry retry() {
        return Retry.USUAL;
    }

    private String describe(IOException e) {
        String text = Causes.sentence(e);
        return state == State.OPENING ? text : "the connection broke: " + text;
    }
}
