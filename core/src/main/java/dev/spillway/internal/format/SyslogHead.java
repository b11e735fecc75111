package dev.spillway.internal.format;

import dev.spillway.Severity;

/** PRI, time and header of a syslog message, and the beginning of its structured data. */
final class SyslogHead implements Head {
    private final SyslogLayout layout;
    private final Timestamp timestamp;
    private byte[] pri = {};

    SyslogHead(SyslogLayout layout, Timestamp timestamp) {
        this.layout = layout;
        this.timestamp = timestamp;
    }

    @Override
    public void set(Severity severity, long epochMicros) {
        pri = layout.pri(severity);
        timestamp.set(epochMicros);
    }

    @Override
    public int length(int sequenceId) {
        int digits = layout.isNumbered() ? Digits.count(sequenceId) : 0;
        return pri.length + timestamp.length() + layout.fixed().length + digits;
    }

    @Override
    public int structuredDataAt() {
        return layout.isNumbered()
                ? pri.length + timestamp.length() + layout.fixed().length - SyslogLayout.META_OPEN.length()
                : 0;
    }

    @Override
    public int writeBefore(byte[] to, int end, int sequenceId) {
        int at = layout.isNumbered() ? Digits.writeBefore(to, end, sequenceId) : end;
        byte[] fixed = layout.fixed();
        at -= fixed.length;
        System.arraycopy(fixed, 0, to, at, fixed.length);
        at = timestamp.writeBefore(to, at) - pri.length;
        System.arraycopy(pri, 0, to, at, pri.length);
        return at;
    }
}
