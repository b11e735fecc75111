package dev.spillway.parity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.time.MutableInstant;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;
import org.apache.logging.log4j.util.SortedArrayStringMap;

/** Log4j 2, configured by XML. */
final class Log4jShipper implements FrontEnd.Shipper {
    private final LoggerContext context = new LoggerContext("parity");
    private final Statuses statuses = new Statuses();
    private final Appender appender;

    Log4jShipper(Map<String, String> options) {
        StatusLogger.getLogger().registerListener(statuses);
        String attributes = options.entrySet().stream()
                .map(option -> option.getKey() + "=\"" + FrontEnd.inXml(option.getValue()) + "\"")
                .collect(Collectors.joining(" "));
        String configuration = """
                <Configuration>
                  <Appenders><Spillway name="S" %s/></Appenders>
                  <Loggers><Root level="TRACE"><AppenderRef ref="S"/></Root></Loggers>
                </Configuration>
                """.formatted(attributes);
        try {
            byte[] bytes = configuration.getBytes(StandardCharsets.UTF_8);
            context.start(new XmlConfiguration(context, new ConfigurationSource(new ByteArrayInputStream(bytes))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        appender = context.getConfiguration().getAppender("S");
    }

    @Override
    public void log(Event event) {
        Level level = switch (event.severity()) {
            case ERROR -> Level.ERROR;
            case WARNING -> Level.WARN;
            case INFO -> Level.INFO;
            default -> Level.DEBUG;
        };
        MutableInstant time = new MutableInstant();
        time.initFromEpochSecond(event.time().getEpochSecond(), event.time().getNano());
        Object[] parameters = event.parameter() == null ? null : new Object[] {event.parameter()};
        appender.append(Log4jLogEvent.newBuilder()
                .setLoggerName(event.logger())
                .setLevel(level)
                .setMessage(new ParameterizedMessage(event.message(), parameters))
                .setThrown(event.throwable())
                .setInstant(time)
                .setThreadName(Thread.currentThread().getName())
                .setContextData(new SortedArrayStringMap(event.context()))
                .build());
    }

    @Override
    public List<String> told() {
        return statuses.told;
    }

    @Override
    public void close() {
        context.stop();
        StatusLogger.getLogger().removeListener(statuses);
    }

    /** Keeps what Log4j's status logger was told from warnings on. */
    private static final class Statuses implements StatusListener {
        private final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void log(StatusData data) {
            told.add(data.getMessage().getFormattedMessage());
        }

        @Override
        public Level getStatusLevel() {
            return Level.WARN;
        }

        @Override
        public void close() {}
    }
}
