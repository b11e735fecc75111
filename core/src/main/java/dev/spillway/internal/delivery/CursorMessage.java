package dev.spillway.internal.delivery;

import dev.spillway.internal.buffer.Cursor;
import dev.spillway.internal.transport.Message;

/** The message at which a cursor stands. Confined to the pump's thread. */
record CursorMessage(Cursor cursor) implements Message {
    @Override
    public int length() {
        return cursor.length();
    }

    @Override
    public int structuredDataAt() {
        return cursor.structuredDataAt();
    }

    @Override
    public long position() {
        return cursor.position();
    }

    @Override
    public long end() {
        return cursor.position() + cursor.size();
    }

    @Override
    public void copy(int from, byte[] target, int to, int length) {
        cursor.copy(from, target, to, length);
    }
}
