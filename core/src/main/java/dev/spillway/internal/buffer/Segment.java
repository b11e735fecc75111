package dev.spillway.internal.buffer;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of the buffer as its reader sees it. A record begins at a multiple of 8 and looks like this:
 *
 * <pre>
 *   0        4        8                16       20
 *   +--------+--------+----------------+--------+------------ - -
 *   | state  |  meta  |  epoch millis  |  crc   |  message
 *   +--------+--------+----------------+--------+------------ - -
 *   state  0       nothing here yet
 *          -n      claimed: a logger is copying a record of n bytes (header and message)
 *          n       published: a record of n bytes
 *          n|VOID  n bytes to be skipped
 *   meta   bits 16..31 where structured data begins, 8..15 severity, 0 whether it stands for an event
 *   crc    of the message, the header and the place ({@link Checksum}); 0 in memory
 * </pre>
 */
sealed interface Segment permits LiveSegment, StoredSegment {
    int HEADER = 20;
    int ALIGNMENT = 8;
    int VOID = 0x4000_0000;

    /** How many bytes a record takes with its padding. */
    static int align(int size) {
        return (size + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** How many bytes a message takes with its header and padding. */
    static int sizeOf(int messageLength) {
        return align(HEADER + messageLength);
    }

    /** Where in the buffer the segment begins: a position that grows along it. */
    long base();

    /** Which segment of its slot's endless sequence this is. */
    long number();

    /** The place of the first record to be read. */
    int start();

    /** Events before {@link #start}. */
    long eventsBefore();

    /** The place behind the last record that was begun. */
    int end();

    /** Whether no record will be added. */
    boolean isComplete();

    /** The successor; null if there is none yet. */
    @Nullable Segment next();

    /** The slot on disk that this belongs to; null if it is in memory only. */
    @Nullable Slot slot();

    /** The record's size at {@code at} with padding, if one is published there; otherwise 0. */
    int published(int at);

    /** How many bytes to skip at {@code at}; 0 for none. */
    int voided(int at);

    /** Gives up the claim that hangs at {@code at}. */
    void voidClaim(int at);

    /** The length of the message published at {@code at}. */
    int messageLength(int at);

    /** The second word of the record published at {@code at}. */
    int meta(int at);

    /** The time of the record published at {@code at}. */
    long epochMillis(int at);

    /** Copies a part of the message published at {@code at}. */
    void copy(int at, int from, byte[] target, int to, int length);

    /** Notes that the reader has gone past so many records, which were all that it found here. */
    void passed(int records);

    /** Events in this segment, as far as they were begun and not given up. */
    long events();
}
