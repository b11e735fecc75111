package dev.spillway;

/** The syslog severity of an event (RFC 5424 section 6.2.1), most urgent first. */
public enum Severity {
    EMERGENCY,
    ALERT,
    CRITICAL,
    ERROR,
    WARNING,
    NOTICE,
    INFO,
    DEBUG;

    private static final Severity[] BY_CODE = values();

    /** The numerical code, 0 (emergency) to 7 (debug). */
    public int code() {
        return ordinal();
    }

    /** Whether this is {@link #WARNING} or more urgent, and so may use the buffer's {@code reserve}. */
    public boolean isUrgent() {
        return ordinal() <= WARNING.ordinal();
    }

    /**
     * The severity of a code.
     *
     * @param code 0 to 7
     * @throws IllegalArgumentException if the code is outside that range
     */
    public static Severity ofCode(int code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("severity code must be 0 to 7, was " + code);
        }
        return BY_CODE[code];
    }
}
