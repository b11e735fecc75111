package dev.spillway;

/** Why an event was dropped. Every dropped event is counted under exactly one reason. */
public enum DropReason {
    /** The buffer was full and {@code overflow} said to drop this one, or waiting for room took {@code maxBlockTime}. */
    BUFFER_FULL("buffer full"),
    /** It waited for room ({@code overflow=block}) on a thread that was interrupted. */
    INTERRUPTED("interrupted while waiting for room"),
    /** It was larger than {@code maxMessageSize} and {@code oversize=drop}. */
    OVERSIZE("larger than maxMessageSize"),
    /** It had waited for longer than {@code maxAge}. */
    EXPIRED("older than maxAge"),
    /** It was on disk, where it can no longer be read. */
    DAMAGED("damaged on disk"),
    /** The endpoint refused it for good. */
    REJECTED("rejected by the endpoint"),
    /** It could not be encoded, because a value or the framework threw. */
    FAILED("could not be encoded"),
    /** The engine was closed: the event was logged afterwards, or still waited when {@code shutdownTimeout} ended. */
    CLOSED("engine closed"),
    /** It had been sent when the engine closed, but the endpoint did not confirm the end of the connection. */
    UNCONFIRMED("sent but unconfirmed at close");

    private final String text;

    DropReason(String text) {
        this.text = text;
    }

    /** The reason in words, as the in-band report says it. */
    public String text() {
        return text;
    }
}
