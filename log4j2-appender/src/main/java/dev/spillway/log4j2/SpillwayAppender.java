package dev.spillway.log4j2;

import dev.spillway.Spillway;
import dev.spillway.SpillwayBuilder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.appender.AppenderLoggingException;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderFactory;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.jspecify.annotations.Nullable;

/**
 * A Log4j appender that ships events to a syslog endpoint without making the application wait. Every option of
 * {@link Spillway#builder()} is an attribute of the same name; see the package's description for an example. An option
 * that is given several times is a nested element: {@code <Property name="destination" value="syslog+tls://host"/>}.
 *
 * <p>TLS may also be set by Log4j's own {@code <Ssl>} element, instead of {@code trustStore}, {@code keyStore} and
 * {@code tlsProtocols}. The host name is verified unless {@code verifyHostName="false"} stands there.
 *
 * <p>{@link #start()} reports a wrong value to Log4j's {@code StatusLogger} and leaves the appender stopped: the
 * application and its other appenders go on. Whatever the state of the network, a started appender takes events. It
 * throws into the application only with {@code ignoreExceptions="false"}, and then only when it ships nothing, because
 * it did not start or was closed; so that a {@code FailoverAppender} can take over.
 *
 * <p>A reconfiguration that changes neither the appender's name nor its options keeps buffer and connection. When the
 * {@link LoggerContext} stops, what waits is sent first, within {@code shutdownTimeout}; the time that Log4j gives to
 * {@link #stop(long, TimeUnit)} does not matter.
 *
 * <p>Appending is safe for use by many threads, platform or virtual; configuring is for one thread. Nothing of an event is
 * kept, so that reused ones are safe.
 */
@Plugin(
        name = "Spillway",
        category = Node.CATEGORY,
        elementType = Appender.ELEMENT_TYPE,
        printObject = true,
        deferChildren = true)
public final class SpillwayAppender extends AbstractAppender {
    private final @Nullable Configuration configuration;
    private final CollectedOptions options;
    private final @Nullable String refusal;
    private final Log4jEventReader reader;
    private volatile @Nullable SharedEngine running;

    private SpillwayAppender(Builder builder, String name, @Nullable Layout<?> layout, @Nullable String refusal) {
        super(name, builder.getFilter(), layout, builder.isIgnoreExceptions(), Property.EMPTY_ARRAY);
        configuration = builder.getConfiguration();
        options = builder.allOptions();
        this.refusal = refusal;
        reader = new Log4jEventReader(layout == null ? null : TextRendering.of(layout));
    }

    /** Starts the description of an appender. */
    @PluginBuilderFactory
    public static Builder newBuilder() {
        return new Builder();
    }

    @Override
    public void start() {
        if (isStarted()) {
            return;
        }
        try {
            startEngine();
        } catch (IllegalArgumentException e) {
            refuse(String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            LOGGER.error("Spillway appender {} could not start and ships nothing: {}", getName(), e, e);
        }
    }

    private void refuse(String message) {
        LOGGER.error("Spillway appender {}: {}; the appender does not start, and ships nothing", getName(), message);
    }

    private void startEngine() {
        if (refusal != null) {
            throw new IllegalArgumentException(refusal);
        }
        SpillwayBuilder builder = Spillway.builder()
                .name(getName())
                .reporter(new StatusReporter(LOGGER, getName()))
                .asynchronousOwner(ContextEnd.closesAppendersAtJvmEnd(configuration));
        List<String> refusals = options.applyTo(
                builder, unknown -> LOGGER.error("Spillway appender {}: {}; it is ignored", getName(), unknown));
        if (!refusals.isEmpty()) {
            refusals.forEach(this::refuse);
            return;
        }
        running = SharedEngine.use(builder, configuration == null ? null : configuration.getLoggerContext());
        super.start();
    }

    @Override
    public boolean stop(long timeout, TimeUnit timeUnit) {
        setStopping();
        boolean stopped = super.stop(timeout, timeUnit, false);
        SharedEngine last = running;
        running = null;
        if (last != null) {
            last.release(ContextEnd.hasCome(configuration));
        }
        setStopped();
        return stopped;
    }

    /**
     * Ships an event.
     *
     * @throws AppenderLoggingException if the appender ships nothing, and {@code ignoreExceptions} is false
     */
    @Override
    public void append(LogEvent event) {
        SharedEngine current = running;
        if (!ignoreExceptions() && (current == null || current.engine().isClosing())) {
            throw new AppenderLoggingException("the Spillway appender " + getName()
                    + (current == null ? " is not started" : " has been closed") + ", and ships nothing");
        }
        if (current != null && !EngineThreads.hasLogged(event)) {
            current.engine().log(reader, event);
        }
    }

    /** Whether the code's place is to be sent, or the layout writes it. */
    @Override
    public boolean requiresLocation() {
        return options.isTrue("includeCallerData") || super.requiresLocation();
    }

    /** What is set, by attributes and nested elements. */
    CollectedOptions options() {
        return options;
    }

    /** The engine of a started appender; null otherwise. */
    @Nullable Spillway engine() {
        SharedEngine current = running;
        return current == null ? null : current.engine();
    }

    /** Describes an appender, for Log4j and for code that configures by hand. For one thread. */
    public static final class Builder extends AbstractAppender.Builder<Builder>
            implements org.apache.logging.log4j.core.util.Builder<SpillwayAppender> {
        private static final String DEFAULT_NAME = "spillway";

        @OptionAttributes
        private CollectedOptions options = new CollectedOptions();

        @PluginBuilderAttribute
        private @Nullable String pattern;

        private Builder() {}

        /**
         * Sets an option of {@link Spillway#builder()}, or adds a value to a repeatable one.
         *
         * @param option an option's name or an alias
         * @param value as in a configuration file; empty means unset
         */
        public Builder set(String option, String value) {
            options.set(option, value);
            return this;
        }

        /** Sets the text of an event as a {@link PatternLayout} writes it. Instead of a layout. */
        public Builder setPattern(@Nullable String newPattern) {
            pattern = newPattern;
            return this;
        }

        /**
         * Makes the appender, which reports what is wrong with its options when it is started. Without a name it is
         * {@code spillway}.
         */
        @Override
        public SpillwayAppender build() {
            String name = getName() == null ? DEFAULT_NAME : getName();
            if (pattern == null || pattern.isBlank()) {
                return new SpillwayAppender(this, name, getLayout(), null);
            }
            if (getLayout() != null) {
                String refusal = "pattern and layout each write the whole text, so only one of them may be set";
                return new SpillwayAppender(this, name, getLayout(), refusal);
            }
            return new SpillwayAppender(this, name, patternLayout(pattern), null);
        }

        @SuppressWarnings("deprecation") // The oldest Log4j that is supported has no other setters.
        private Layout<String> patternLayout(String text) {
            return PatternLayout.newBuilder()
                    .withPattern(text)
                    .withConfiguration(getConfiguration())
                    .build();
        }

        /** The attributes, and after them the nested elements. */
        private CollectedOptions allOptions() {
            CollectedOptions all = new CollectedOptions();
            all.addAll(options);
            Property[] nested = getPropertyArray();
            if (nested != null) {
                for (Property property : nested) {
                    all.set(property.getName(), property.getValue());
                }
            }
            return all;
        }
    }
}
