package dev.spillway.internal.format;

import dev.spillway.Severity;

/** What stands before the tail of a message, see {@link SyslogLayout} and {@link JsonLayout}. Confined to one thread. */
interface Head {

    /** Takes what the next messages share. */
    void set(Severity severity, long epochMicros);

    /** How many bytes it takes, with a sequenceId of so many digits. */
    int length(int sequenceId);

    /** Where STRUCTURED-DATA begins, from the beginning of the message; 0 without any. */
    int structuredDataAt();

    /** Writes itself so that it ends before {@code end}; returns where it begins. */
    int writeBefore(byte[] to, int end, int sequenceId);
}
