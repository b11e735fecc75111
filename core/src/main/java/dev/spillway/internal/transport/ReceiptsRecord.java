package dev.spillway.internal.transport;

import dev.spillway.Reporter;

/**
 * How a destination took requests for receipts, for the life of an engine. One that twice broke the connection right after
 * the first request, as some do whose TLS the kernel handles, is not asked again. Confined to the pump's thread.
 */
final class ReceiptsRecord {
    private static final int MOST_BREAKS = 2;

    private final Destination destination;
    private final Reporter reporter;
    private boolean hasAnswered;
    private int breaks;

    ReceiptsRecord(Destination destination, Reporter reporter) {
        this.destination = destination;
        this.reporter = reporter;
    }

    boolean mayBeAsked() {
        return breaks < MOST_BREAKS;
    }

    /** A request was answered: whatever breaks, it is not for being asked. */
    void answered() {
        hasAnswered = true;
    }

    /** A connection broke right after its first request, which was not answered. */
    void broke() {
        if (hasAnswered || ++breaks != MOST_BREAKS) {
            return;
        }
        reporter.info(destination + ": the connection broke twice right after a request for a read receipt"
                + " (receipts=auto); it is not asked again, and replayWindow holds instead");
    }
}
