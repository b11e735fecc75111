package dev.spillway.internal.buffer;

import java.util.function.Consumer;

/** What a buffer holds, for a test that judges what may be lost with the process. */
public final class BufferView {
    private BufferView() {}

    /** Gives all messages of segments that end with the process; those of the oldest one may be confirmed already. */
    public static void inMemory(Buffer buffer, Consumer<byte[]> each) {
        for (Segment segment = buffer.oldestSegment(); segment != null; segment = segment.next()) {
            if (segment.slot() == null) {
                messages(segment, each);
            }
        }
    }

    private static void messages(Segment segment, Consumer<byte[]> each) {
        int at = 0;
        while (at < segment.end()) {
            int size = segment.published(at);
            if (size > 0) {
                byte[] message = new byte[segment.messageLength(at)];
                segment.copy(at, 0, message, 0, message.length);
                each.accept(message);
            }
            at += Math.max(Segment.ALIGNMENT, size > 0 ? size : segment.voided(at));
        }
    }
}
