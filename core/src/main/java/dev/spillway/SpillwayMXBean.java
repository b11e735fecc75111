package dev.spillway;

import java.util.Map;

/** The engine's books in JMX, as {@code dev.spillway:type=Spillway,name=<engine>}. See {@link SpillwayStats}. */
public interface SpillwayMXBean {

    /** Events that were logged. */
    long getAccepted();

    /** Events found on disk at start. */
    long getRecovered();

    /** Events whose delivery is confirmed as far as the transport can tell. */
    long getDelivered();

    /** Those delivered events that the endpoint is known to have read. */
    long getRead();

    /** Events whose delivery is not confirmed. */
    long getPending();

    /** Events that were given up. */
    long getDroppedTotal();

    /** Events that were given up, by the name of the {@link DropReason}. */
    Map<String, Long> getDropped();

    /** Events of the engine's own threads. */
    long getIgnored();

    /** Events that were sent once more. */
    long getReplayed();

    /** Those pending events that would not survive the end of the process. */
    long getPendingInMemory();

    /** Bytes of the buffer in use. */
    long getBufferBytes();

    /** Bytes that the buffer may use. */
    long getBufferLimit();

    /** Bytes of disk in use. */
    long getSpillBytes();

    /** Why the spill directory is not in use; empty if it is, or none is set. */
    String getSpillTrouble();

    /** When the oldest pending event was logged, in ISO 8601; empty if none is pending. */
    String getOldestPending();

    /** The name of the {@link ConnectionState}. */
    String getConnection();

    /** Where events go. */
    String getDestination();

    /** What went wrong last; empty if nothing has. */
    String getLastError();
}
