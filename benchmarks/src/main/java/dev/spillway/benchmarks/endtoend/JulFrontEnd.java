package dev.spillway.benchmarks.endtoend;

import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Logs through {@code java.util.logging}, which has no diagnostic context. */
final class JulFrontEnd implements FrontEnd {
    private final Logger logger;

    JulFrontEnd(Path configuration) {
        System.setProperty("java.util.logging.config.file", configuration.toString());
        logger = Logger.getLogger(LOGGER);
    }

    @Override
    public void enter() {}

    @Override
    public void log(int number) {
        logger.log(
                Level.INFO,
                "Order ~{0}~ of customer {1} was accepted: 3 positions, 149.90 EUR, payment by card,"
                        + " shipping to 10115 Berlin on Tuesday.",
                new Object[] {Integer.toString(number), CUSTOMER});
    }

    @Override
    public void close() {
        LogManager.getLogManager().reset();
    }
}
