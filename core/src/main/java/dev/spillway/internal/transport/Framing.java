package dev.spillway.internal.transport;

/** How messages are told apart in a stream. */
public enum Framing {
    /** {@code MSG-LEN SP SYSLOG-MSG} (RFC 5425 section 4.3, RFC 6587 section 3.4.1). */
    OCTET_COUNTING,
    /** The same, with a line feed at the end of each message and counted with it, as Cloud Foundry sends. */
    OCTET_COUNTING_LF,
    /** A line feed after each message (RFC 6587 section 3.4.2). */
    NEWLINE,
    /** JSON objects as the elements of one array, in a request. */
    JSON_ARRAY
}
