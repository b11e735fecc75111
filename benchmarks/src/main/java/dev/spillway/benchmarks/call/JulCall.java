package dev.spillway.benchmarks.call;

import dev.spillway.jul.SpillwayHandler;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Blackhole;

/** The log call through {@code java.util.logging}, which has no diagnostic context. */
final class JulCall implements FrameworkCall {
    private final Logger logger = Logger.getLogger(LOGGER);
    private final Handler handler;

    JulCall(@Nullable Map<String, String> options, Blackhole blackhole) {
        handler = options == null ? new Reading(blackhole) : new SpillwayHandler(options);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @Override
    public void enter() {}

    @Override
    public void log(int number) {
        logger.log(
                Level.INFO,
                "Order {0} of customer {1} was accepted: 3 positions, 149.90 EUR, payment by card,"
                        + " shipping to 10115 Berlin on Tuesday.",
                new Object[] {Integer.toString(number), "0815"});
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        handler.close();
    }

    private static final class Reading extends Handler {
        private final Blackhole blackhole;

        private Reading(Blackhole blackhole) {
            this.blackhole = blackhole;
        }

        @Override
        public void publish(LogRecord event) {
            blackhole.consume(event.getLevel());
            blackhole.consume(event.getInstant());
            blackhole.consume(event.getLoggerName());
            blackhole.consume(event.getLongThreadID());
            blackhole.consume(event.getMessage());
            blackhole.consume(event.getParameters());
            blackhole.consume(event);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
