package dev.spillway.internal.format;

/** What became of an event that was to be encoded. */
public enum Outcome {
    /** Every message of it was taken by the sink. */
    APPENDED,
    /** The sink did not take one of its messages; the ones after that were not offered. */
    REFUSED,
    /** It did not fit into {@code maxMessageSize} and {@code oversize=drop}; nothing was offered. */
    OVERSIZE
}
