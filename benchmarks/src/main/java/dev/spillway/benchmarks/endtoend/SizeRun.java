package dev.spillway.benchmarks.endtoend;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of {@link Growth}: logs texts of one length through Logback over TLS as fast as it can, first to warm up, and
 * prints {@code result} with what it found. Of long texts it logs fewer. Arguments: the length, the number of events for
 * texts of up to {@link #USUAL}.
 */
public final class SizeRun {
    private static final int USUAL = 120;
    private static final int LEAST_EVENTS = 10_000;
    private static final int PATIENCE_SECONDS = 10;
    /** Numbers of seven digits, so that all texts have one length. */
    private static final int FIRST = 1_000_000;

    private static final String BEGIN = "Order ~{}~ was accepted:";
    /** The number's digits instead of the two of its place. */
    private static final int BEGIN_LENGTH = BEGIN.length() + 5;

    private SizeRun() {}

    /** Runs once. */
    public static void main(String[] arguments) throws Exception {
        int length = Integer.parseInt(arguments[0]);
        int events =
                Math.max(LEAST_EVENTS, (int) ((long) Integer.parseInt(arguments[1]) * USUAL / Math.max(USUAL, length)));
        // What the default splits, as 10,000 characters are more than 8,192 bytes.
        System.setProperty("maxMessageSize", "99990");
        try (RunningShipper shipper = RunningShipper.start("tls", "logback", "spillway-logback.xml")) {
            shipper.frontEnd().enter();
            Logger logger = LoggerFactory.getLogger(FrontEnd.LOGGER);
            String text = text(length);
            log(logger, text, FIRST, events);
            Arrivals.Count warm = shipper.arrived(events, PATIENCE_SECONDS);
            Usage before = Usage.now();
            log(logger, text, FIRST + events, events);
            Arrivals.Count count = shipper.arrived(2L * events, PATIENCE_SECONDS);
            Usage used = Usage.now().since(before);
            double seconds = (used.nanos() - count.quietNanos()) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "result perSecond=%.0f megabytesPerSecond=%.1f sent=%d arrived=%d duplicates=%d cpuSeconds=%.2f"
                            + " allocated=%.0f wire=%.0f rssMb=%d%n",
                    (count.distinct() - warm.distinct()) / seconds,
                    (count.bytes() - warm.bytes()) / seconds / 1e6,
                    2 * events,
                    count.distinct(),
                    count.duplicates(),
                    used.cpuNanos() / 1e3 / events,
                    (double) used.allocatedBytes() / events,
                    (double) (count.bytes() - warm.bytes()) / Math.max(1, count.distinct() - warm.distinct()),
                    RunningShipper.peakMegabytes());
        }
    }

    private static String text(int length) {
        return BEGIN + FrontEnd.more(Math.max(0, length - BEGIN_LENGTH));
    }

    private static void log(Logger logger, String text, int first, int count) {
        for (int i = first; i < first + count; i++) {
            logger.info(text, i);
        }
    }
}
