package dev.spillway.examples.collector.store;

import java.time.Duration;

/**
 * How long events are kept and found.
 *
 * @param keep files of the log whose newest message is older are deleted
 * @param keepBytes the oldest files of the log are deleted while all of them together are longer
 * @param searchable events that were received longer ago are not found
 * @param monthlyBytes how much text a month may bring before a notice says that it is more
 */
public record StoreSettings(Duration keep, long keepBytes, Duration searchable, long monthlyBytes) {

    /** 7 days, 2 GB, 48 hours searchable, 100 MB a month. */
    public static StoreSettings defaults() {
        return new StoreSettings(Duration.ofDays(7), 2L * 1024 * 1024 * 1024, Duration.ofDays(2), 100L * 1024 * 1024);
    }
}
