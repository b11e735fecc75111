package dev.spillway.internal.transport;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;

/** A peer that reads a stream whenever chance has it, and answers the requests in it in one of the known styles. */
final class ReadingPeer {
    /** When a request that was read is answered. */
    enum Style {
        /** At once. */
        PROMPT,
        /** When the next request is read. */
        LAGGING,
        /** When the peer has something to write, each one by itself. */
        WRITING,
        /** When the peer has something to write, all that are open by one answer. */
        WRITING_ONE
    }

    private final Queue<Long> requests = new ArrayDeque<>();
    private final Style style;
    private long written;
    private long read;
    private int unanswered;
    private int answersUnderWay;

    ReadingPeer(Style style) {
        this.style = style;
    }

    /** Our side: bytes leave. */
    void write(int bytes) {
        written += bytes;
    }

    /** Our side: a request leaves, behind what was written. */
    void request() {
        requests.add(written);
    }

    /** It updates its keys without having been asked. */
    void update() {
        answersUnderWay++;
    }

    long written() {
        return written;
    }

    /** What its process has read: what a receipt may be about. */
    long read() {
        return read;
    }

    /** Our side: how many answers have come by now, of those under way. */
    int receive(SplittableRandom random) {
        int count = random.nextInt(answersUnderWay + 1);
        answersUnderWay -= count;
        return count;
    }

    /** Our side: all answers have come. */
    int receiveAll() {
        int count = answersUnderWay;
        answersUnderWay = 0;
        return count;
    }

    /** Its process reads some of what has been written. */
    void read(SplittableRandom random) {
        read += random.nextLong(written - read + 1);
        while (!requests.isEmpty() && requests.peek() <= read && (requests.peek() < read || random.nextBoolean())) {
            requests.remove();
            take();
        }
        if (random.nextInt(3) == 0) {
            writes();
        }
    }

    /** Its process reads everything, and writes something. */
    void readAll() {
        read = written;
        while (requests.poll() != null) {
            take();
        }
        writes();
    }

    private void take() {
        if (style == Style.LAGGING && unanswered > 0) {
            answer(1);
        }
        unanswered++;
        if (style == Style.PROMPT) {
            answer(1);
        }
    }

    private void writes() {
        if (style == Style.WRITING) {
            answer(unanswered);
        } else if (style == Style.WRITING_ONE && unanswered > 0) {
            unanswered = 0;
            answersUnderWay++;
        }
    }

    private void answer(int count) {
        unanswered -= count;
        answersUnderWay += count;
    }
}
