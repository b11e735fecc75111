package dev.spillway.internal.format;

import java.util.function.IntSupplier;

/** What all messages of one engine share. Safe for use by many threads. */
interface Layout {

    /**
     * Something that encodes one event at a time.
     *
     * @param sequenceIds numbers messages, where they are numbered
     */
    EventEncoder encoder(IntSupplier sequenceIds);
}
