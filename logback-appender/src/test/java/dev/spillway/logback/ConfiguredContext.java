package dev.spillway.logback;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.spi.MDCAdapter;

/** A context of its own, configured as an XML file would. Its end stops it. */
final class ConfiguredContext implements AutoCloseable {
    private static final String REFUSED = "; the appender does not start, and ships nothing";

    static final String APPENDER = "SPILLWAY";
    static final String LOGGER = "shop.Checkout";

    private final LoggerContext context = new LoggerContext();

    ConfiguredContext() {
        context.setName("shop");
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    /** Configures the appender alone, on a root logger that lets everything pass. */
    ConfiguredContext appender(String elements) {
        return xml("""
                <configuration>
                  <appender name="%s" class="%s">
                    %s
                  </appender>
                  <root level="TRACE">
                    <appender-ref ref="%s"/>
                  </root>
                </configuration>
                """.formatted(APPENDER, SpillwayAppender.class.getName(), elements, APPENDER));
    }

    ConfiguredContext xml(String configuration) {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8)));
        } catch (JoranException e) {
            throw new AssertionError(configuration, e);
        }
        return this;
    }

    LoggerContext context() {
        return context;
    }

    Logger logger() {
        return context.getLogger(LOGGER);
    }

    MDCAdapter mdc() {
        return context.getMDCAdapter();
    }

    /** The appender of the latest configuration. */
    SpillwayAppender appender() {
        return (SpillwayAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER);
    }

    /** What was told at one level, without what Logback says of its own steps. */
    List<String> statuses(int level) {
        return context.getStatusManager().getCopyOfStatusList().stream()
                .filter(status -> status.getLevel() == level)
                .map(Status::getMessage)
                .toList();
    }

    List<String> errors() {
        return statuses(Status.ERROR);
    }

    /** Why an appender did not start, without the end that all these messages have. */
    List<String> refusals() {
        return warnings().stream()
                .filter(warning -> warning.endsWith(REFUSED))
                .map(warning -> warning.substring(0, warning.length() - REFUSED.length()))
                .toList();
    }

    List<String> warnings() {
        return statuses(Status.WARN);
    }

    @Override
    public void close() {
        context.stop();
    }
}
