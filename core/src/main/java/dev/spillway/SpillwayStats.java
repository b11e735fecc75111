package dev.spillway;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine's books at one moment, in events. {@code accepted + recovered = delivered + pending + dropped} holds
 * exactly whenever no log call is running.
 *
 * @param accepted events that were logged
 * @param recovered events found on disk at start
 * @param delivered events whose delivery is confirmed as far as the transport can tell
 * @param read those of {@code delivered} that the endpoint is known to have read: by a read receipt, an answer to the end
 *     of a connection, or a 2xx. The others were sent so long ago that they are taken to have arrived, or went by UDP
 * @param pending events in the buffer, sent or not, whose delivery is not confirmed
 * @param dropped events that were given up, by reason; reasons without an event are absent
 * @param ignored events of the engine's own threads, which it never ships; in no other number
 * @param replayed events that were sent once more after a broken connection
 * @param pendingInMemory those of {@code pending} that would not survive the end of the process
 * @param bufferBytes bytes of the buffer in use
 * @param bufferLimit bytes that the buffer may use
 * @param spillBytes bytes of disk in use
 * @param spillTrouble why the {@code spillDirectory} is not in use; null if it is, or none is set
 * @param oldestPending when the oldest pending event was logged; null if none is pending
 * @param connection what the connection is doing
 * @param destination where it goes, such as {@code syslog+tls://logs.example.com:6514}
 * @param lastError what went wrong last, in a sentence; null if nothing has
 */
public record SpillwayStats(
        long accepted,
        long recovered,
        long delivered,
        long read,
        long pending,
        Map<DropReason, Long> dropped,
        long ignored,
        long replayed,
        long pendingInMemory,
        long bufferBytes,
        long bufferLimit,
        long spillBytes,
        @Nullable String spillTrouble,
        @Nullable Instant oldestPending,
        ConnectionState connection,
        String destination,
        @Nullable String lastError) {

    public SpillwayStats {
        dropped = Map.copyOf(dropped);
    }

    /** All dropped events, whatever the reason. */
    public long droppedTotal() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }
}
