package dev.spillway.testkit;

/** How a connection to a {@link SyslogEndpoint} came to its end. */
public enum ConnectionEnd {
    /** It is open. */
    OPEN,
    /** The client ended in order: close_notify on TLS, FIN on plain TCP. */
    ORDERLY,
    /** The client sent FIN without the close_notify that TLS wants before it (RFC 5425 section 4.4). */
    TRUNCATED,
    /** The client reset the connection. */
    RESET,
    /** The TLS handshake failed. */
    HANDSHAKE_FAILED,
    /** The endpoint ended it, by its script or at the test's request. */
    BY_ENDPOINT
}
