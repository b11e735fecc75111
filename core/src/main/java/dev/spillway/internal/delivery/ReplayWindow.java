package dev.spillway.internal.delivery;

import dev.spillway.DropReason;
import dev.spillway.internal.buffer.Buffer;
import dev.spillway.internal.buffer.Cursor;
import dev.spillway.internal.buffer.SentBatches.Bounds;
import dev.spillway.internal.transport.Transport;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The messages that were sent and are not confirmed, between two cursors in the buffer: they are kept, so that a broken
 * connection costs none of them. Confined to the pump's thread.
 *
 * <pre>
 *   released │ confirmed ──▶ sent, to be replayed ──▶ sent │ unsent
 * </pre>
 */
final class ReplayWindow {
    /** How exactly {@link #oldestSentNanos} knows when a message was sent. */
    private static final long MARK_NANOS = 5_000_000_000L;
    /** So much may be confirmed before that is written down: after a crash it is repeated beside the window. */
    private static final long UNSAVED_BYTES = 64 * 1024;

    private final Buffer buffer;
    private final Ledger ledger;
    private final Batches batches;
    private final long maxAgeMillis;
    private final Cursor confirmed;
    private final Cursor sent;
    private final CursorMessage next;

    private long messages;
    /** Of those that were sent: what was too old lies between them, but takes nothing of the window. */
    private long bytes;

    private long furthestSent = -1;
    private long savedPosition;
    private @Nullable Bounds datedBatch;
    private long newestMillis;
    private final Stretches stretches;
    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private final ArrayDeque<Range> expired = new ArrayDeque<>();
    /** Those of former connections: what lay behind them may have arrived, so they stay too old if the clock is put back. */
    private final ArrayDeque<Range> formerlyExpired = new ArrayDeque<>();

    /** From here on messages were sent at that time or up to {@link #MARK_NANOS} later. */
    private record Mark(long position, long sentNanos) {}

    /** Messages that were too old to be sent. */
    private record Range(long from, long to) {}

    /** @param maxAgeMillis older messages are not sent but dropped; {@link Long#MAX_VALUE} for none */
    ReplayWindow(Buffer buffer, Ledger ledger, Batches batches, long maxAgeMillis) {
        this.buffer = buffer;
        this.ledger = ledger;
        this.batches = batches;
        this.maxAgeMillis = maxAgeMillis;
        this.confirmed = buffer.cursor();
        this.sent = buffer.cursor();
        this.next = new CursorMessage(sent);
        this.stretches = new Stretches(buffer);
    }

    /**
     * Lets the transport take messages, as many as it has room for.
     *
     * @param limitBytes how many bytes to send at most, though always one message
     * @return the bytes that were sent
     */
    long send(Transport transport, long limitBytes, long nowNanos, long nowMillis) {
        long taken = 0;
        while (taken < limitBytes && sent.peek(nowNanos)) {
            if (isIn(formerlyExpired, sent.position()) || isTooOld(sent, nowNanos, nowMillis)) {
                expire();
            } else if (transport.offer(next)) {
                taken += sent.size();
                note(nowNanos);
            } else {
                break;
            }
            messages++;
            furthestSent = Math.max(furthestSent, sent.position());
        }
        return taken;
    }

    private boolean isTooOld(Cursor cursor, long nowNanos, long nowMillis) {
        if (nowMillis - cursor.epochMillis() <= maxAgeMillis) {
            return false;
        }
        Bounds batch = batches.planAt(cursor.position());
        return batch == null || nowMillis - newestMillis(batch, cursor, nowNanos) > maxAgeMillis;
    }

    /** A batch that was sent is the same batch only as a whole, so its newest message decides for all. */
    private long newestMillis(Bounds batch, Cursor at, long nowNanos) {
        if (!batch.equals(datedBatch)) {
            Cursor cursor = buffer.cursor();
            cursor.moveTo(at);
            newestMillis = Long.MIN_VALUE;
            while (cursor.peek(nowNanos) && cursor.position() < batch.end()) {
                newestMillis = Math.max(newestMillis, cursor.epochMillis());
                cursor.advance();
            }
            datedBatch = batch;
        }
        return newestMillis;
    }

    /** Drops what is too old, unless something that was sent lies before it. */
    void dropExpired(long nowNanos, long nowMillis) {
        if (maxAgeMillis == Long.MAX_VALUE
                || messages > 0
                || !sent.peek(nowNanos)
                || !isTooOld(sent, nowNanos, nowMillis)) {
            return;
        }
        ledger.begin();
        while (confirmed.peek(nowNanos) && isTooOld(confirmed, nowNanos, nowMillis)) {
            pass(DropReason.EXPIRED, false, nowNanos);
        }
        release();
        ledger.end();
    }

    /** Goes past a message that was sent. */
    private void note(long nowNanos) {
        int size = sent.size();
        boolean event = sent.isLast();
        if (event && sent.position() < furthestSent) {
            ledger.replay();
        }
        Mark last = marks.peekLast();
        if (last == null || nowNanos - last.sentNanos >= MARK_NANOS) {
            marks.add(new Mark(sent.position(), nowNanos));
        }
        sent.advance();
        bytes += size;
        stretches.add(size, event, sent);
    }

    /** Goes past a message that is too old. */
    private void expire() {
        long from = sent.position();
        Range last = expired.peekLast();
        if (last != null && last.to == from) {
            from = last.from;
            expired.removeLast();
        }
        sent.advance();
        expired.add(new Range(from, sent.position()));
    }

    boolean hasUnsent(long nowNanos) {
        return sent.peek(nowNanos);
    }

    /** Whether anything is in the buffer that is not confirmed. */
    boolean isEmpty(long nowNanos) {
        return messages == 0 && !hasUnsent(nowNanos);
    }

    long unconfirmedBytes() {
        return bytes;
    }

    long sentPosition() {
        return sent.position();
    }

    long confirmedPosition() {
        return messages == 0 ? sent.position() : confirmed.position();
    }

    /** When the oldest unconfirmed message was sent; null if there is none. */
    @Nullable Long oldestSentNanos() {
        Mark mark = messages == 0 ? null : marks.peekFirst();
        return mark == null ? null : mark.sentNanos;
    }

    /** When the oldest pending event was logged, in epoch milliseconds; -1 if none is pending. */
    long oldestPendingMillis(long nowNanos) {
        Cursor oldest = messages > 0 ? confirmed : sent;
        return oldest.peek(nowNanos) ? oldest.epochMillis() : -1;
    }

    /** Confirms everything that was sent: the endpoint has read it. */
    void confirmSent(long nowNanos) {
        confirmBeyond(-1, true, nowNanos);
    }

    /** Confirms the oldest of what was sent, until no more than {@code windowBytes} are left; returns whether it did. */
    boolean confirmBeyond(long windowBytes, long nowNanos) {
        return confirmBeyond(windowBytes, false, nowNanos);
    }

    private boolean confirmBeyond(long windowBytes, boolean wasRead, long nowNanos) {
        if (bytes <= windowBytes || messages == 0) {
            return false;
        }
        ledger.begin();
        while (messages > 0 && (bytes > windowBytes || isNextExpired(nowNanos))) {
            if (!confirmed.peek(nowNanos) || !deliverStretch(Long.MAX_VALUE, bytes - windowBytes, wasRead)) {
                pass(null, wasRead, nowNanos);
            }
        }
        release();
        ledger.end();
        saveIfFar();
        return true;
    }

    /**
     * Takes out of the buffer what was sent and lies before a position.
     *
     * @param reason why it is dropped; null if it is delivered
     * @param wasRead whether the endpoint is known to have read it
     */
    void settle(long end, @Nullable DropReason reason, boolean wasRead, long nowNanos) {
        ledger.begin();
        while (messages > 0 && confirmed.peek(nowNanos) && isOver(end)) {
            if (reason == null && deliverStretch(end, Long.MAX_VALUE, wasRead)) {
                continue;
            }
            pass(confirmed.position() < end ? reason : null, wasRead, nowNanos);
        }
        release();
        ledger.end();
        saveIfFar();
    }

    private boolean isOver(long end) {
        return confirmed.position() < end || isExpired(confirmed.position());
    }

    private boolean isNextExpired(long nowNanos) {
        return !expired.isEmpty() && confirmed.peek(nowNanos) && isExpired(confirmed.position());
    }

    private void saveIfFar() {
        if (confirmed.position() - savedPosition >= UNSAVED_BYTES) {
            savePosition();
        }
    }

    /**
     * Takes a stretch of messages out of the buffer.
     *
     * @param end it must not go beyond
     * @param mostBytes it must not be longer
     * @return whether one begins here that is so
     */
    private boolean deliverStretch(long end, long mostBytes, boolean wasRead) {
        Stretches.Stretch stretch = stretches.at(confirmed.position());
        if (stretch == null || stretch.end().position() > end || stretch.bytes() > mostBytes) {
            return false;
        }
        release();
        buffer.confirm(confirmed, stretch.end(), stretch.events());
        ledger.deliver(stretch.events(), wasRead);
        messages -= stretch.messages();
        bytes -= stretch.bytes();
        stretches.removeFirst();
        dropMarksBefore(confirmed.position());
        return true;
    }

    /**
     * Takes one message out of the buffer.
     *
     * @param reason why its event is dropped; null if it is delivered
     */
    private boolean pass(@Nullable DropReason reason, boolean wasRead, long nowNanos) {
        if (!confirmed.peek(nowNanos)) {
            return false;
        }
        release();
        long position = confirmed.position();
        boolean tooOld = isExpired(position);
        if (messages > 0) {
            messages--;
            bytes -= tooOld ? 0 : confirmed.size();
        } else {
            sent.peek(nowNanos);
            sent.advance();
        }
        stretches.pass(position, confirmed.size(), confirmed.isLast());
        if (buffer.confirm(confirmed)) {
            if (reason != null || tooOld) {
                ledger.drop(reason == null ? DropReason.EXPIRED : reason);
            } else {
                ledger.deliver(1, wasRead);
            }
        }
        dropMarksBefore(confirmed.position());
        return true;
    }

    private void release() {
        if (sent.segmentPosition() < confirmed.segmentPosition()) {
            // It still stands at the end of a segment that goes now.
            sent.moveTo(confirmed);
        }
        buffer.release(confirmed);
        ledger.damaged(buffer.takeDamaged());
    }

    private boolean isExpired(long position) {
        return isIn(expired, position);
    }

    /** Whether a position, which only grows, is in one of the ranges; takes out those before it. */
    private static boolean isIn(ArrayDeque<Range> ranges, long position) {
        Range first = ranges.peekFirst();
        while (first != null && first.to <= position) {
            ranges.removeFirst();
            first = ranges.peekFirst();
        }
        return first != null && first.from <= position;
    }

    private void dropMarksBefore(long position) {
        if (messages == 0) {
            marks.clear();
            return;
        }
        Mark first = marks.pollFirst();
        while (first != null) {
            Mark second = marks.peekFirst();
            if (second == null || second.position > position) {
                marks.addFirst(first);
                return;
            }
            first = marks.pollFirst();
        }
    }

    /** Writes down how far delivery is confirmed, for the next process. */
    void savePosition() {
        if (messages == 0) {
            confirmed.moveTo(sent);
            ledger.begin();
            release();
            ledger.end();
        }
        savedPosition = confirmed.position();
        buffer.savePosition(confirmed);
    }

    /** Goes back to the oldest unconfirmed message, so that it and all after it are sent again. */
    void rewind() {
        sent.moveTo(confirmed);
        messages = 0;
        bytes = 0;
        stretches.clear();
        marks.clear();
        expired.addAll(formerlyExpired);
        formerlyExpired.clear();
        formerlyExpired.addAll(expired);
        expired.clear();
    }

    /** Drops the rest of the oldest segment, unless it is being written. */
    void dropOldestSegment(long nowNanos) {
        ledger.begin();
        try {
            boolean found = confirmed.peek(nowNanos);
            long victim = confirmed.segmentPosition();
            while (found && confirmed.segmentPosition() == victim && victim != buffer.newestPosition()) {
                pass(DropReason.BUFFER_FULL, false, nowNanos);
                found = confirmed.peek(nowNanos);
            }
            release();
        } finally {
            ledger.end();
        }
    }

    /** Ends the use of the buffer: what is on disk stays for the next process, the rest is dropped. */
    void close(long nowNanos) {
        if (buffer.spill() == null) {
            discard(nowNanos);
        } else {
            savePosition();
        }
        buffer.close();
    }

    private void discard(long nowNanos) {
        ledger.begin();
        boolean found = true;
        while (found) {
            found = pass(messages > 0 ? DropReason.UNCONFIRMED : DropReason.CLOSED, false, nowNanos);
        }
        ledger.end();
    }
}
