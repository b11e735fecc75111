package dev.spillway.internal.buffer;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Messages that tell of which thread they are and which of its own, and whether they are whole. For one reader. */
final class NumberedMessages {
    private final String run;
    private final int[] next;

    /** @param run what a failure calls the run */
    NumberedMessages(String run, int threads) {
        this.run = run;
        this.next = new int[threads];
    }

    /** @param length 8 at least */
    static byte[] message(int thread, int number, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) (thread * 31 + number));
        ByteBuffer.wrap(bytes).putInt(thread).putInt(number);
        return bytes;
    }

    /** Fails unless the message at a cursor is the next one of its thread, unaltered. */
    void verify(Cursor cursor) {
        byte[] bytes = new byte[cursor.length()];
        cursor.copy(0, bytes, 0, bytes.length);
        ByteBuffer head = ByteBuffer.wrap(bytes);
        int thread = head.getInt();
        int number = head.getInt();
        if (number != next[thread]) {
            throw new AssertionError(run + ": thread " + thread + ": " + number + " instead of " + next[thread]);
        }
        if (!Arrays.equals(bytes, message(thread, number, bytes.length))) {
            throw new AssertionError(run + ": altered: " + number + " of thread " + thread);
        }
        next[thread]++;
    }
}
