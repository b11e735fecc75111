package dev.spillway.internal.format;

import dev.spillway.Severity;

/** Time, severity, sender and number of a message in JSON. */
final class JsonHead implements Head {
    private final JsonLayout layout;
    private final Timestamp timestamp;
    private byte[] fixed = {};

    JsonHead(JsonLayout layout, Timestamp timestamp) {
        this.layout = layout;
        this.timestamp = timestamp;
    }

    @Override
    public void set(Severity severity, long epochMicros) {
        fixed = layout.fixed(severity);
        timestamp.set(epochMicros);
    }

    @Override
    public int length(int sequenceId) {
        return layout.open().length + timestamp.length() + fixed.length + Digits.count(sequenceId);
    }

    @Override
    public int structuredDataAt() {
        return 0;
    }

    @Override
    public int writeBefore(byte[] to, int end, int sequenceId) {
        int at = Digits.writeBefore(to, end, sequenceId) - fixed.length;
        System.arraycopy(fixed, 0, to, at, fixed.length);
        at = timestamp.writeBefore(to, at);
        byte[] open = layout.open();
        at -= open.length;
        System.arraycopy(open, 0, to, at, open.length);
        return at;
    }
}
