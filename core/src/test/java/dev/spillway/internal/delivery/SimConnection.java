package dev.spillway.internal.delivery;

import dev.spillway.internal.transport.Wire;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;

/**
 * One simulated TCP connection, seen from our end: a bounded send buffer, a path with latency, the other kernel's bounded
 * buffer, and a process there that follows its script.
 *
 * <pre>
 *   written ≥ arrived ≥ held ≥ taken     counts of bytes, each moved by the one before
 *   └ our kernel ──────┘└ theirs ┘└ their process
 * </pre>
 */
final class SimConnection implements Wire {
    private static final long READ_TICK = 5_000_000;

    private final SimTime time;
    private final SimPeer peer;
    private final PeerScript script;
    private final Runnable wake;
    private final int number;
    private final FrameParser parser;
    private final SimReceipts receipts;

    private byte[] stream = new byte[4096];
    private long streamStart;
    private long written;
    private long arrived;
    private long held;
    private long taken;
    private long messages;

    private boolean connected;
    private boolean refused;
    private boolean wantsWrite;
    private boolean endWritten;
    private boolean endArrived;
    private boolean closed;
    private boolean finReceived;
    private boolean resetReceived;

    private boolean reads = true;
    private boolean discards;
    private boolean gone;
    private boolean severed;
    private boolean answered;
    private boolean ticking;
    private long finSentAt = -1;

    SimConnection(SimTime time, SimPeer peer, PeerScript script, int number, Runnable wake) {
        this.time = time;
        this.peer = peer;
        this.script = script;
        this.number = number;
        this.wake = wake;
        this.parser = new FrameParser(peer.framing());
        this.receipts = new SimReceipts(peer.receipts());
        switch (script.connect()) {
            case ACCEPT -> time.after(2 * script.latencyNanos(), this::accept);
            case REFUSE -> time.after(2 * script.latencyNanos(), this::refuse);
            case BLACK_HOLE -> peer.tally().count(Happening.UNANSWERED_CONNECT);
        }
        if (script.bytesPerSecond() > 0) {
            peer.tally().count(Happening.SLOW_PEER);
        }
    }

    private void accept() {
        connected = true;
        wake.run();
        if (script.lifeNanos() != Long.MAX_VALUE) {
            time.after(script.lifeNanos(), this::reachEnd);
        }
        if (script.messages() == 0 || script.bytes() == 0) {
            reachEnd();
        }
    }

    private void refuse() {
        refused = true;
        peer.tally().count(Happening.REFUSED_CONNECT);
        wake.run();
    }

    // Our side.

    @Override
    public boolean finishConnect() throws IOException {
        if (refused) {
            throw new ConnectException("Connection refused");
        }
        return connected;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        checkOpen();
        return finReceived ? -1 : 0;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        checkOpen();
        if (endWritten) {
            throw new IOException("Broken pipe");
        }
        int count = (int) Math.min(source.remaining(), peer.sendBuffer() - (written - held));
        if (count <= 0) {
            return 0;
        }
        if (count < source.remaining()) {
            peer.tally().count(Happening.PARTIAL_WRITE);
        }
        makeRoom(count);
        source.get(stream, (int) (written - streamStart), count);
        written += count;
        long reached = written;
        time.after(script.latencyNanos(), () -> arrive(reached));
        return count;
    }

    private void makeRoom(int count) {
        int used = (int) (written - taken);
        if ((int) (written - streamStart) + count <= stream.length) {
            return;
        }
        byte[] target = used + count > stream.length / 2 ? new byte[2 * (used + count)] : stream;
        System.arraycopy(stream, (int) (taken - streamStart), target, 0, used);
        stream = target;
        streamStart = taken;
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        if (resetReceived) {
            throw new IOException("Connection reset by peer");
        }
    }

    @Override
    public boolean takesRequests() {
        return receipts.areOffered();
    }

    @Override
    public boolean request() {
        long position = written;
        time.after(script.latencyNanos(), () -> {
            if (!severed && !gone) {
                receipts.requested(position);
                settle();
            }
        });
        return true;
    }

    @Override
    public int takeAnswers() {
        return receipts.takeAnswers();
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
    public boolean shutdownOutput() throws IOException {
        checkOpen();
        endStream();
        return true;
    }

    private void endStream() {
        if (!endWritten) {
            endWritten = true;
            boolean crossed = finSentAt >= 0 && !finReceived;
            if (crossed) {
                peer.crossed();
            }
            time.after(script.latencyNanos(), () -> {
                endArrived = true;
                settle();
            });
        }
    }

    @Override
    public void wantWrite(boolean wanted) {
        wantsWrite = wanted;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            peer.closed();
            endStream();
        }
    }

    // The path and the other side.

    private void arrive(long reached) {
        if (severed) {
            return;
        }
        if (gone) {
            sendReset();
            return;
        }
        arrived = Math.max(arrived, reached);
        settle();
    }

    private void settle() {
        boolean moved = true;
        while (moved && !severed && !gone) {
            moved = hold();
            if (reads && script.bytesPerSecond() == 0 && held > taken) {
                take(held - taken);
                moved = true;
            }
        }
        answerRequests();
        if (reads && held > taken && !ticking && !gone && !severed) {
            ticking = true;
            time.after(READ_TICK, this::tick);
        }
        if (endArrived && taken == written && reads && !gone && !severed && !answered) {
            answer();
        }
    }

    private void answerRequests() {
        if (!reads || discards || gone || severed) {
            return;
        }
        if (receipts.isBroken()) {
            peer.broke();
            gone = true;
            sendReset();
            return;
        }
        int due = receipts.read(taken);
        if (due > 0) {
            peer.tally()
                    .count(
                            receipts.style() == SimReceipts.Style.AT_ONCE
                                    ? Happening.RECEIPT
                                    : Happening.RECEIPT_WITH_THE_NEXT);
            time.after(script.latencyNanos(), () -> {
                receipts.answered(severed ? 0 : due);
                wake.run();
            });
        }
    }

    private boolean hold() {
        long now = Math.min(arrived, taken + script.receiveBuffer());
        if (now <= held) {
            return false;
        }
        held = now;
        if (wantsWrite) {
            wake.run();
        }
        return true;
    }

    private void tick() {
        ticking = false;
        if (reads && !gone && !severed && held > taken) {
            take(Math.min(held - taken, Math.max(1, script.bytesPerSecond() * READ_TICK / 1_000_000_000L)));
            settle();
        }
    }

    private void take(long most) {
        int count = (int) Math.min(most, discards ? most : script.bytes() - taken);
        int from = (int) (taken - streamStart);
        taken += count;
        if (discards) {
            return;
        }
        parser.feed(stream, from, count);
        while (messages < script.messages() && parser.poll(message -> peer.received(number, message))) {
            messages++;
        }
        if (messages >= script.messages() || taken >= script.bytes()) {
            reachEnd();
        }
    }

    private void reachEnd() {
        if (gone || severed || answered) {
            return;
        }
        if (endWritten && !closed && finSentAt < 0) {
            // Our end is on its way, and will take this one for its answer.
            peer.crossed();
        }
        switch (script.end()) {
            case CLOSE -> {
                gone = true;
                peer.tally().count(Happening.CLOSED_BY_PEER);
                sendFin();
                if (arrived > taken) {
                    sendReset();
                }
            }
            case CLOSE_AND_DISCARD -> {
                discards = true;
                peer.tally().count(Happening.CLOSED_AND_DISCARDED);
                sendFin();
            }
            case RESET -> {
                gone = true;
                peer.tally().count(Happening.RESET);
                sendReset();
            }
            case STALL -> {
                reads = false;
                peer.tally().count(Happening.STALLED);
            }
            case BLACK_HOLE -> {
                severed = true;
                peer.tally().count(Happening.BLACK_HOLE);
            }
        }
        peer.ended(number);
    }

    private void answer() {
        answered = true;
        if (script.answerNanos() >= 0 && finSentAt < 0) {
            time.after(script.answerNanos(), this::sendFin);
        }
    }

    private void sendFin() {
        if (finSentAt < 0 && !severed) {
            finSentAt = time.elapsed();
            time.after(script.latencyNanos(), () -> {
                finReceived = true;
                wake.run();
            });
        }
    }

    private void sendReset() {
        time.after(script.latencyNanos(), () -> {
            resetReceived = true;
            wake.run();
        });
    }

    /** The process over there is killed, or the machine unplugged. */
    void die(boolean silently) {
        if (silently) {
            severed = true;
        } else if (!gone && !severed) {
            gone = true;
            sendReset();
        }
    }

    /** If nothing passes any more, our kernel gives up. */
    void timeOut() {
        if (severed || !reads) {
            resetReceived = true;
            wake.run();
        }
    }

    boolean isOpen() {
        return connected && !closed && !gone && !severed;
    }

    /** Bytes that our side has written and its process has not read. */
    long unread() {
        return written - taken;
    }
}
