package dev.spillway.benchmarks.call;

import dev.spillway.log4j2.SpillwayAppender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.core.jmx.RingBufferAdmin;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Blackhole;

/** The log call through a Log4j 2 of its own, whose loggers call the appender or hand events to a thread of Log4j's. */
final class Log4jCall implements FrameworkCall {
    private final LoggerContext context;
    private final Logger logger;
    private final @Nullable RingBufferAdmin ring;

    Log4jCall(boolean async, @Nullable Map<String, String> options, Blackhole blackhole) {
        byte[] configuration = "<Configuration><Loggers><Root level=\"INFO\"/></Loggers></Configuration>"
                .getBytes(StandardCharsets.UTF_8);
        AsyncLoggerContext asynchronous = async ? new AsyncLoggerContext("benchmark") : null;
        context = asynchronous == null ? new LoggerContext("benchmark") : asynchronous;
        try {
            context.start(
                    new XmlConfiguration(context, new ConfigurationSource(new ByteArrayInputStream(configuration))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Appender appender = options == null ? new Reading(blackhole) : shipping(options);
        appender.start();
        context.getConfiguration().addAppender(appender);
        context.getConfiguration().getRootLogger().addAppender(appender, null, null);
        ring = asynchronous == null ? null : asynchronous.createRingBufferAdmin();
        logger = context.getLogger(LOGGER);
    }

    private Appender shipping(Map<String, String> options) {
        SpillwayAppender.Builder builder = SpillwayAppender.newBuilder();
        builder.setName("a");
        builder.setConfiguration(context.getConfiguration());
        options.forEach(builder::set);
        return builder.build();
    }

    @Override
    public void enter() {
        ThreadContext.putAll(CONTEXT);
    }

    @Override
    public void log(int number) {
        logger.info(
                "Order {} of customer {} was accepted: 3 positions, 149.90 EUR, payment by card,"
                        + " shipping to 10115 Berlin on Tuesday.",
                number,
                "0815");
    }

    @Override
    public boolean isBusy() {
        return ring != null && ring.getRemainingCapacity() < ring.getBufferSize();
    }

    @Override
    public void close() {
        context.stop();
    }

    private static final class Reading extends AbstractAppender {
        private final Blackhole blackhole;

        private Reading(Blackhole blackhole) {
            super("a", null, null, true, Property.EMPTY_ARRAY);
            this.blackhole = blackhole;
        }

        @Override
        public void append(LogEvent event) {
            blackhole.consume(event.getLevel());
            blackhole.consume(event.getTimeMillis());
            blackhole.consume(event.getLoggerName());
            blackhole.consume(event.getThreadName());
            blackhole.consume(event.getMessage());
            blackhole.consume(event.getContextData());
            blackhole.consume(event);
        }
    }
}
