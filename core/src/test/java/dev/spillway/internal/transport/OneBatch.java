package dev.spillway.internal.transport;

/** Names batches after where they begin and end, and remembers none. */
final class OneBatch implements BatchBook {
    @Override
    public boolean mayJoin(long from, long position) {
        return true;
    }

    @Override
    public long endOf(long from) {
        return -1;
    }

    @Override
    public String note(long from, long end, int messages, long bytes) {
        return from + "-" + end;
    }

    @Override
    public void forget(long from) {
        // Nothing is remembered.
    }
}
