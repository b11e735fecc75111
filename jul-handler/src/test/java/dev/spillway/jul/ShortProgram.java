package dev.spillway.jul;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Logs three lines and ends; tests run it in a JVM of its own. */
final class ShortProgram {
    /** What it prints if the machine kept it from logging its lines soon after each other, as is asked of a hook's. */
    static final String LATE = "too late";

    /** Less than the pause after which nobody is expected to log any more. */
    private static final Duration MOST = Duration.ofMillis(200);

    private static final Logger LOG = Logger.getLogger(ShortProgram.class.getName());
    private static long lastNanos;

    private ShortProgram() {}

    /**
     * Runs it.
     *
     * @param args {@code hook} to log in a shutdown hook too, {@code reset} to have the configuration read again after the
     *     first line, and {@code exit} to end by {@link System#exit} and not by returning
     */
    public static void main(String[] args) throws Exception {
        List<String> wishes = List.of(args);
        if (wishes.contains("hook")) {
            Runtime.getRuntime().addShutdownHook(new Thread(ShortProgram::logAtTheEnd));
        }
        LOG.info("first line");
        if (wishes.contains("reset")) {
            LogManager.getLogManager().readConfiguration();
        }
        LOG.info("second line");
        lastNanos = System.nanoTime();
        LOG.info("third line");
        if (wishes.contains("exit")) {
            System.exit(0);
        }
    }

    /**
     * What an application's own shutdown hook does, beside the log manager's, which takes all handlers away. It begins when
     * that has been done: a line just between the handler's going and its return would be lost.
     */
    private static void logAtTheEnd() {
        logAfterPause("end begins");
        logAfterPause("end is over");
    }

    private static void logAfterPause(String line) {
        pause(Duration.ofMillis(50));
        long before = System.nanoTime();
        LOG.info(line);
        if (System.nanoTime() - lastNanos > MOST.toNanos()) {
            System.out.println(LATE);
        }
        lastNanos = before;
    }

    private static void pause(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - until < 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
