package dev.spillway.internal.delivery;

/** What the pump waits for when it has done what can be done. */
enum PumpWait {
    /** Nothing: step again. */
    NOTHING,
    /** The network: a connection opens or ends, or does not take what is there for it. */
    NETWORK,
    /** New events. */
    EVENTS,
    /** The end of a back-off, or of a moment of quiet. */
    PAUSE
}
