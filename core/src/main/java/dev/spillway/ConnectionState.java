package dev.spillway;

/** What the engine's connection is doing. */
public enum ConnectionState {
    /** No connection is open and none is being made: there is nothing to send yet, or the idle one was closed. */
    IDLE,
    /** A name is being resolved, or a connection made. */
    CONNECTING,
    /** Connected; messages are sent as they come. */
    CONNECTED,
    /** The last attempt failed; the next one waits for its back-off. */
    WAITING,
    /** The engine is closed. */
    CLOSED
}
