package dev.spillway.examples.collector.syslog;

/** The eight severities of syslog (RFC 5424 section 6.2.1), the most urgent first; the ordinal is the number on the wire. */
public enum Severity {
    EMERGENCY,
    ALERT,
    CRITICAL,
    ERROR,
    WARNING,
    NOTICE,
    INFO,
    DEBUG;

    private static final Severity[] BY_NUMBER = values();

    /** Severity that a PRI value between 0 and 191 carries in its three low bits. */
    static Severity ofPriority(int priority) {
        return BY_NUMBER[priority & 7];
    }
}
