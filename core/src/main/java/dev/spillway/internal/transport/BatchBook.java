package dev.spillway.internal.transport;

/**
 * Knows which messages were sent together, so that a batch that is sent again is the same under the same name. Positions
 * are those of {@link Message}. Confined to the pump's thread.
 */
public interface BatchBook {

    /** Whether the message at {@code position} may be in one batch with the one at {@code from} and all between. */
    boolean mayJoin(long from, long position);

    /** Where the batch that begins at {@code from} has to end, as it was sent before; -1 if it was not. */
    long endOf(long from);

    /**
     * Notes a batch that is about to be sent.
     *
     * @param end the position behind its last message
     * @param messages how many it has
     * @param bytes how many these have together
     * @return its name: the same for the same bounds and sizes, in every process that has the same buffer
     */
    String note(long from, long end, int messages, long bytes);

    /** Forgets how the batch that begins at {@code from} was sent, as it must not be sent like that again. */
    void forget(long from);
}
