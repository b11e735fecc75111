package dev.spillway.internal.format;

import dev.spillway.Severity;

/** Writes what stands before the tail of a message, see {@link MessageLayout}. Confined to one thread at a time. */
final class Header {
    private final MessageLayout layout;
    private final Timestamp timestamp;
    private byte[] pri = {};

    Header(MessageLayout layout, Timestamp timestamp) {
        this.layout = layout;
        this.timestamp = timestamp;
    }

    /** Takes what the next messages share. */
    void set(Severity severity, long epochMicros) {
        pri = layout.pri(severity);
        timestamp.set(epochMicros);
    }

    int length(int sequenceId) {
        int digits = layout.isNumbered() ? Digits.count(sequenceId) : 0;
        return pri.length + timestamp.length() + layout.fixed().length + digits;
    }

    /** Where STRUCTURED-DATA begins, from the beginning of the message; 0 without any. */
    int structuredDataAt() {
        return layout.isNumbered()
                ? pri.length + timestamp.length() + layout.fixed().length - MessageLayout.META_OPEN.length()
                : 0;
    }

    /** Writes the header so that it ends before {@code end}; returns where it begins. */
    int writeBefore(byte[] to, int end, int sequenceId) {
        int at = layout.isNumbered() ? Digits.writeBefore(to, end, sequenceId) : end;
        byte[] fixed = layout.fixed();
        at -= fixed.length;
        System.arraycopy(fixed, 0, to, at, fixed.length);
        at = timestamp.writeBefore(to, at) - pri.length;
        System.arraycopy(pri, 0, to, at, pri.length);
        return at;
    }
}
