package dev.spillway.acceptance;

import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import dev.spillway.LogEvent;
import dev.spillway.Reporter;
import dev.spillway.Severity;
import dev.spillway.Spillway;
import dev.spillway.SpillwayBuilder;
import dev.spillway.SpillwayStats;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The ways in which options are set, so that a test can demand the same of all of them. */
enum Configured {
    BUILDER {
        @Override
        Shipper with(Map<String, String> options) {
            return new ByBuilder(options);
        }
    },
    LOGBACK {
        @Override
        Shipper with(Map<String, String> options) {
            return new ByLogback(options);
        }
    },
    LOG4J2 {
        @Override
        Shipper with(Map<String, String> options) {
            return new ByLog4j(options);
        }
    },
    JUL {
        @Override
        Shipper with(Map<String, String> options) {
            return new ByJul(options);
        }
    };

    /** Starts an engine with options by their names. */
    abstract Shipper with(Map<String, String> options);

    private static final class ByBuilder implements Shipper, Reporter {
        private final List<String> warnings = new CopyOnWriteArrayList<>();
        private final Spillway engine;

        private ByBuilder(Map<String, String> options) {
            SpillwayBuilder builder = Spillway.builder().reporter(this);
            options.forEach(builder::set);
            engine = builder.build();
        }

        @Override
        public void log(String message) {
            engine.log(LogEvent.of(Severity.INFO, "shop.Checkout", message));
        }

        @Override
        public List<String> warnings() {
            return warnings;
        }

        @Override
        public SpillwayStats stats() {
            return engine.stats();
        }

        @Override
        public void close() {
            engine.close();
        }

        @Override
        public void info(String message) {
            // Good news are not looked at.
        }

        @Override
        public void warn(String message) {
            warnings.add(message);
        }

        @Override
        public void error(String message) {
            warnings.add(message);
        }
    }

    private static final class ByLogback implements Shipper {
        private final ShippingLogback logback;

        private ByLogback(Map<String, String> options) {
            String elements = options.entrySet().stream()
                    .map(each -> "<" + each.getKey() + ">" + each.getValue() + "</" + each.getKey() + ">")
                    .collect(Collectors.joining("\n"));
            try {
                logback = new ShippingLogback(elements);
            } catch (JoranException e) {
                throw new IllegalArgumentException(elements, e);
            }
        }

        @Override
        public void log(String message) {
            logback.logger().info(message);
        }

        @Override
        public List<String> warnings() {
            return logback.statuses(Status.WARN);
        }

        @Override
        public SpillwayStats stats() {
            return logback.stats();
        }

        @Override
        public void close() {
            logback.close();
        }
    }
}
