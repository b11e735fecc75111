package dev.spillway.frontends;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import dev.spillway.Spillway;
import dev.spillway.SpillwayStats;
import dev.spillway.logback.AppenderEngine;
import dev.spillway.logback.SpillwayAppender;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A Logback of its own whose root logger ships everything, configured by XML as an application's would be. */
public final class ShippingLogback implements AutoCloseable {
    private static final String APPENDER = "a";

    private final LoggerContext context = new LoggerContext();
    private final Spillway engine;

    /** @param elements the appender's options as XML elements */
    public ShippingLogback(String elements) throws JoranException {
        context.setName("acceptance");
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(
                new ByteArrayInputStream(configuration(elements).getBytes(StandardCharsets.UTF_8)));
        engine = AppenderEngine.of(
                (SpillwayAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(APPENDER));
    }

    /** The text of a {@code logback.xml}. */
    public static String configuration(String elements) {
        return """
                <configuration>
                  <appender name="%s" class="dev.spillway.logback.SpillwayAppender">
                    %s
                  </appender>
                  <root level="TRACE">
                    <appender-ref ref="%s"/>
                  </root>
                </configuration>
                """.formatted(APPENDER, elements, APPENDER);
    }

    public Logger logger() {
        return context.getLogger("shop.Checkout");
    }

    public Spillway engine() {
        return engine;
    }

    /** The books, also after the end. */
    public SpillwayStats stats() {
        return engine.stats();
    }

    /** What Spillway said through Logback's status messages, from a level of {@link Status} on. */
    public List<String> statuses(int level) {
        return context.getStatusManager().getCopyOfStatusList().stream()
                .filter(status -> status.getEffectiveLevel() >= level && status.getOrigin() instanceof SpillwayAppender)
                .map(Status::getMessage)
                .toList();
    }

    /** Demands that every accepted event is accounted for; exact as long as no log call is running. */
    public static void assertBooksClose(SpillwayStats books) {
        assertThat(books.accepted() + books.recovered())
                .as("books of %s", books)
                .isEqualTo(books.delivered() + books.pending() + books.droppedTotal());
    }

    @Override
    public void close() {
        context.stop();
    }
}
