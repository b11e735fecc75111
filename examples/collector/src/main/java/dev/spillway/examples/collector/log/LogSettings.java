package dev.spillway.examples.collector.log;

import java.time.Duration;

/**
 * How the log is kept.
 *
 * @param fileBytes a file that is longer gets no further messages
 * @param fileAge a file that was begun longer ago gets no further messages
 * @param sync how often what was written is forced to the disk; zero leaves it to the operating system
 */
public record LogSettings(long fileBytes, Duration fileAge, Duration sync) {

    /** 32 MB or one hour a file, synchronised by the operating system. */
    public static LogSettings defaults() {
        return new LogSettings(32L * 1024 * 1024, Duration.ofHours(1), Duration.ZERO);
    }

    /** These, with another interval of synchronisation. */
    public LogSettings withSync(Duration interval) {
        return new LogSettings(fileBytes, fileAge, interval);
    }
}
