package dev.spillway.internal.transport;

/** How messages stand in the body of a request. */
enum BodyKind {
    /** A line feed after each message. */
    LINES("text/plain; charset=utf-8"),
    /** A line feed after each JSON object. */
    NDJSON("application/x-ndjson"),
    /** JSON objects as the elements of an array. */
    JSON_ARRAY("application/json"),
    /** {@code MSG-LEN SP SYSLOG-MSG}, as Heroku's log drains have it. */
    LOGPLEX("application/logplex-1");

    private final String contentType;

    BodyKind(String contentType) {
        this.contentType = contentType;
    }

    /** The media type. */
    String contentType() {
        return contentType;
    }

    /** @param json whether messages are JSON objects */
    static BodyKind of(Framing framing, boolean json) {
        return switch (framing) {
            case OCTET_COUNTING -> LOGPLEX;
            case OCTET_COUNTING_LF -> throw new IllegalArgumentException(framing + " is refused for requests");
            case JSON_ARRAY -> JSON_ARRAY;
            case NEWLINE -> json ? NDJSON : LINES;
        };
    }
}
