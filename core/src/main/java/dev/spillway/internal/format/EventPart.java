package dev.spillway.internal.format;

import dev.spillway.EventReader;

/** Writes one part of an event at the end of a buffer. Confined to one thread at a time. */
interface EventPart {

    /** Writes the part, and may leave the buffer cut. */
    <E> void write(EventReader<E> reader, E event);
}
