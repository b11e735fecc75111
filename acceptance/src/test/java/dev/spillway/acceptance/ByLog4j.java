package dev.spillway.acceptance;

import dev.spillway.Spillway;
import dev.spillway.SpillwayStats;
import dev.spillway.log4j2.Log4jAppenderEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

/** A Log4j 2 of its own, configured by XML, whose root logger ships everything. */
final class ByLog4j implements Shipper {
    private static final String PREFIX = "Spillway appender A: ";

    private final Statuses statuses = new Statuses();
    private final LoggerContext context = new LoggerContext("acceptance");
    private final Spillway engine;

    ByLog4j(Map<String, String> options) {
        StatusLogger.getLogger().registerListener(statuses);
        String attributes = options.entrySet().stream()
                .map(option -> option.getKey() + "=\"" + option.getValue() + "\"")
                .collect(Collectors.joining(" "));
        byte[] configuration = """
                <Configuration>
                  <Appenders><Spillway name="A" %s/></Appenders>
                  <Loggers><Root level="TRACE"><AppenderRef ref="A"/></Root></Loggers>
                </Configuration>
                """.formatted(attributes).getBytes(StandardCharsets.UTF_8);
        try {
            context.start(
                    new XmlConfiguration(context, new ConfigurationSource(new ByteArrayInputStream(configuration))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        engine = Log4jAppenderEngine.of(context.getConfiguration().getAppender("A"));
    }

    @Override
    public void log(String message) {
        context.getLogger("shop.Checkout").info(message);
    }

    @Override
    public List<String> warnings() {
        return statuses.warnings;
    }

    @Override
    public SpillwayStats stats() {
        return engine.stats();
    }

    @Override
    public void close() {
        context.stop();
        StatusLogger.getLogger().removeListener(statuses);
    }

    /** Keeps what the appender told Log4j's status logger. */
    private static final class Statuses implements StatusListener {
        private final List<String> warnings = new CopyOnWriteArrayList<>();

        @Override
        public void log(StatusData data) {
            String message = data.getMessage().getFormattedMessage();
            warnings.add(message.startsWith(PREFIX) ? message.substring(PREFIX.length()) : message);
        }

        @Override
        public Level getStatusLevel() {
            return Level.WARN;
        }

        @Override
        public void close() {}
    }
}
