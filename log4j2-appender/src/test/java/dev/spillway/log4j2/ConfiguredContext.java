package dev.spillway.log4j2;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;

/** A context of its own, configured as an XML file would. Its end stops it. */
final class ConfiguredContext implements AutoCloseable {
    static final String APPENDER = "SPILLWAY";
    static final String LOGGER = "shop.Checkout";

    private final LoggerContext context;
    private final Statuses statuses = new Statuses();

    ConfiguredContext() {
        this(new LoggerContext("shop"));
    }

    ConfiguredContext(LoggerContext context) {
        this.context = context;
    }

    /** Configures the appender alone, on a root logger that lets everything pass. */
    ConfiguredContext appender(String attributes) {
        return appender(attributes, "");
    }

    ConfiguredContext appender(String attributes, String nested) {
        return xml("""
                <Configuration>
                  <Appenders>
                    <Spillway name="%s" %s>
                      %s
                    </Spillway>
                  </Appenders>
                  <Loggers>
                    <Root level="TRACE">
                      <AppenderRef ref="%s"/>
                    </Root>
                  </Loggers>
                </Configuration>
                """.formatted(APPENDER, attributes, nested, APPENDER));
    }

    /** Starts the context with a configuration, or configures it again. */
    ConfiguredContext xml(String configuration) {
        try {
            byte[] bytes = configuration.getBytes(StandardCharsets.UTF_8);
            return use(new XmlConfiguration(context, new ConfigurationSource(new ByteArrayInputStream(bytes))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConfiguredContext use(Configuration configuration) {
        context.start(configuration);
        return this;
    }

    LoggerContext context() {
        return context;
    }

    Statuses statuses() {
        return statuses;
    }

    Logger logger() {
        return context.getLogger(LOGGER);
    }

    /** The appender of the latest configuration. */
    SpillwayAppender appender() {
        return (SpillwayAppender) appenderNamed(APPENDER);
    }

    Appender appenderNamed(String name) {
        return context.getConfiguration().getAppender(name);
    }

    @Override
    public void close() {
        context.stop();
        statuses.stop();
    }
}
