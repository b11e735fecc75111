package dev.spillway.acceptance;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs more than its JVM has direct memory for, and says how often that made it wait; a test runs it. */
final class CrampedProgram {
    static final String WAITS = "waits: ";
    private static final int CALLS = 50_000;

    private CrampedProgram() {}

    public static void main(String[] args) throws Exception {
        Logger logger = LoggerFactory.getLogger(CrampedProgram.class);
        Latencies latencies = Latencies.of(CALLS, i -> logger.info("event number {}", i));
        System.out.println(WAITS + latencies.waits() + " (" + latencies + ")");
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }
}
