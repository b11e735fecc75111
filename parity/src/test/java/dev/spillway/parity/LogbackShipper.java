package dev.spillway.parity;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import dev.spillway.logback.SpillwayAppender;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Logback, configured by XML. */
final class LogbackShipper implements FrontEnd.Shipper {
    private final LoggerContext context = new LoggerContext();
    private final Appender<ILoggingEvent> appender;

    LogbackShipper(Map<String, String> options) {
        context.setMDCAdapter(new LogbackMDCAdapter());
        String elements = options.entrySet().stream()
                .map(option -> "<%1$s>%2$s</%1$s>".formatted(option.getKey(), FrontEnd.inXml(option.getValue())))
                .collect(Collectors.joining());
        String configuration = """
                <configuration>
                  <appender name="S" class="%s">%s</appender>
                  <root level="TRACE"><appender-ref ref="S"/></root>
                </configuration>
                """.formatted(SpillwayAppender.class.getName(), elements);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8)));
        } catch (JoranException e) {
            throw new AssertionError(configuration, e);
        }
        appender = context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("S");
    }

    @Override
    public void log(Event event) {
        Level level = switch (event.severity()) {
            case ERROR -> Level.ERROR;
            case WARNING -> Level.WARN;
            case INFO -> Level.INFO;
            default -> Level.DEBUG;
        };
        Object[] parameters = event.parameter() == null ? null : new Object[] {event.parameter()};
        LoggingEvent logged = new LoggingEvent(
                "fqcn", context.getLogger(event.logger()), level, event.message(), event.throwable(), parameters);
        logged.setInstant(event.time());
        logged.setMDCPropertyMap(event.context());
        appender.doAppend(logged);
    }

    @Override
    public List<String> told() {
        return context.getStatusManager().getCopyOfStatusList().stream()
                .filter(status -> status.getLevel() >= Status.WARN)
                .map(Status::getMessage)
                .toList();
    }

    @Override
    public void close() {
        context.stop();
    }
}
