package dev.spillway.internal.delivery;

import java.util.ArrayDeque;
import java.util.Queue;

/** How a simulated peer answers the question what it has read, on one connection. */
final class SimReceipts {
    /** When it answers a request that it has read. */
    enum Style {
        NEVER,
        AT_ONCE,
        /** When it reads the next one. */
        AT_THE_NEXT,
        /** At once, but the first request breaks the connection. */
        BREAKS
    }

    private final Style style;
    private final Queue<Long> requests = new ArrayDeque<>();
    private boolean holdsOne;
    private int answers;
    private boolean broken;

    SimReceipts(Style style) {
        this.style = style;
    }

    Style style() {
        return style;
    }

    boolean areOffered() {
        return style != Style.NEVER;
    }

    /** A request has come, behind so many bytes. */
    void requested(long position) {
        requests.add(position);
        broken |= style == Style.BREAKS;
    }

    /** Whether the peer has failed over a request. */
    boolean isBroken() {
        return broken;
    }

    /** How many answers are due now that so many bytes have been read. */
    int read(long bytes) {
        int due = 0;
        while (!requests.isEmpty() && requests.peek() <= bytes) {
            requests.remove();
            due += style == Style.AT_ONCE || holdsOne ? 1 : 0;
            holdsOne |= style == Style.AT_THE_NEXT;
        }
        return due;
    }

    /** Answers have reached us. */
    void answered(int count) {
        answers += count;
    }

    int takeAnswers() {
        int taken = answers;
        answers = 0;
        return taken;
    }
}
