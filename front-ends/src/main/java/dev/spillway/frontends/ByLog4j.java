package dev.spillway.frontends;

import dev.spillway.Spillway;
import dev.spillway.log4j2.Log4jAppenderEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

/** A Log4j 2 of its own, configured by XML, whose root logger ships everything. */
final class ByLog4j implements Shipper {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String TELLER = "Spillway appender ";

    private final LoggerContext context;
    private final Statuses statuses;
    private final Logger logger;
    private final Spillway engine;

    /** @param name how the appender's name begins, which is nobody else's */
    ByLog4j(String name, LoggerContext context, Map<String, String> options, Consumer<String> taken) {
        this.context = context;
        String appender = name + NUMBER.incrementAndGet();
        statuses = new Statuses(TELLER + appender + ": ");
        StatusLogger.getLogger().registerListener(statuses);
        String attributes = options.entrySet().stream()
                .map(option -> option.getKey() + "=\"" + option.getValue() + "\"")
                .collect(Collectors.joining(" "));
        byte[] configuration = """
                <Configuration>
                  <Appenders><Spillway name="%1$s" %2$s/></Appenders>
                  <Loggers><Root level="TRACE"><AppenderRef ref="%1$s"/></Root></Loggers>
                </Configuration>
                """.formatted(appender, attributes).getBytes(StandardCharsets.UTF_8);
        try {
            context.start(
                    new XmlConfiguration(context, new ConfigurationSource(new ByteArrayInputStream(configuration))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        engine = Log4jAppenderEngine.of(context.getConfiguration().getAppender(appender));
        Taken follower = new Taken(taken);
        follower.start();
        context.getConfiguration().getRootLogger().addAppender(follower, null, null);
        logger = context.getLogger("shop.Checkout");
    }

    @Override
    public void log(String message) {
        logger.info(message);
    }

    @Override
    public List<String> warnings() {
        return statuses.warnings;
    }

    @Override
    public Spillway engine() {
        return engine;
    }

    @Override
    public void close() {
        context.stop();
        StatusLogger.getLogger().removeListener(statuses);
    }

    /** Gets each event when the appender before it has returned. */
    private static final class Taken extends AbstractAppender {
        private final Consumer<String> taken;

        private Taken(Consumer<String> taken) {
            super("TAKEN", null, null, true, Property.EMPTY_ARRAY);
            this.taken = taken;
        }

        @Override
        public void append(LogEvent event) {
            taken.accept(event.getMessage().getFormattedMessage());
        }
    }

    /** Keeps what the appender, and no other one, told Log4j's status logger. */
    private static final class Statuses implements StatusListener {
        private final List<String> warnings = new CopyOnWriteArrayList<>();
        private final String prefix;

        private Statuses(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public void log(StatusData data) {
            String message = data.getMessage().getFormattedMessage();
            if (message.startsWith(prefix)) {
                warnings.add(message.substring(prefix.length()));
            } else if (!message.startsWith(TELLER)) {
                warnings.add(message);
            }
        }

        @Override
        public Level getStatusLevel() {
            return Level.WARN;
        }

        @Override
        public void close() {}
    }
}
