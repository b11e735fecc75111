package dev.spillway.benchmarks.call;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.spillway.logback.SpillwayAppender;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Blackhole;

/** The log call through a Logback of its own. */
final class LogbackCall implements FrameworkCall {
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();
    private final LoggerContext context = new LoggerContext();
    private final Logger logger;

    LogbackCall(@Nullable Map<String, String> options, Blackhole blackhole) {
        context.setMDCAdapter(mdc);
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        if (options == null) {
            Reading reading = new Reading(blackhole);
            reading.setContext(context);
            reading.start();
            root.addAppender(reading);
        } else {
            configure(options);
        }
        logger = context.getLogger(LOGGER);
    }

    private void configure(Map<String, String> options) {
        StringBuilder text = new StringBuilder("<configuration><appender name=\"a\" class=\"")
                .append(SpillwayAppender.class.getName())
                .append("\">");
        options.forEach((name, value) -> text.append('<' + name + '>' + value + "</" + name + '>'));
        text.append("</appender><root level=\"INFO\"><appender-ref ref=\"a\"/></root></configuration>");
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (JoranException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void enter() {
        CONTEXT.forEach(mdc::put);
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
    public void close() {
        context.stop();
    }

    private static final class Reading extends UnsynchronizedAppenderBase<ILoggingEvent> {
        private final Blackhole blackhole;

        private Reading(Blackhole blackhole) {
            this.blackhole = blackhole;
        }

        @Override
        protected void append(ILoggingEvent event) {
            blackhole.consume(event.getLevel());
            blackhole.consume(event.getTimeStamp());
            blackhole.consume(event.getLoggerName());
            blackhole.consume(event.getThreadName());
            blackhole.consume(event.getMessage());
            blackhole.consume(event.getArgumentArray());
            blackhole.consume(event.getMDCPropertyMap());
            blackhole.consume(event);
        }
    }
}
