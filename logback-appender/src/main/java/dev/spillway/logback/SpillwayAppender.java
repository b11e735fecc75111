package dev.spillway.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.net.ssl.SSLConfiguration;
import dev.spillway.Spillway;
import dev.spillway.SpillwayBuilder;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Logback appender that ships events to a syslog endpoint without making the application wait. Every option of
 * {@link Spillway#builder()} is an XML element of the same name; see the package's description for an example.
 *
 * <p>{@link #start()} reports a wrong value as a warning status and leaves the appender stopped: the application and its
 * other appenders go on. Whatever the state of the network, a started appender takes events.
 *
 * <p>{@link #stop()} parks the engine, so that an appender of the same name and options which starts within 2 s, as after
 * a reset of the context or when Spring Boot configures it again, goes on with the same buffer and connection. When
 * the {@link LoggerContext} stops for good, what waits is sent first, within {@code shutdownTimeout}.
 *
 * <p>Appending is safe for use by many threads, platform or virtual; configuring is for one thread.
 */
public final class SpillwayAppender extends AppenderAliases {
    private static final String DEFAULT_NAME = "spillway";

    private final TextRendering rendering = new TextRendering();
    private @Nullable SSLConfiguration ssl;
    private volatile @Nullable Running running;

    /** An appender without options, which Logback sets before it starts it. */
    public SpillwayAppender() {}

    /** Sets the text of an event as a {@code PatternLayout} writes it. Instead of a layout or an encoder. */
    public void setPattern(String pattern) {
        rendering.setPattern(pattern);
    }

    /** As {@link #setPattern}: the name that Logback's own {@code SyslogAppender} has for it. */
    public void setSuffixPattern(String pattern) {
        setPattern(pattern);
    }

    /** Sets what writes the text of an event. Instead of a pattern or an encoder. */
    public void setLayout(Layout<ILoggingEvent> layout) {
        rendering.setLayout(layout);
    }

    /**
     * Sets what writes the text of an event, as UTF-8 or the charset that the encoder names. Instead of a pattern or a
     * layout.
     */
    public void setEncoder(Encoder<ILoggingEvent> encoder) {
        rendering.setEncoder(encoder);
    }

    /**
     * Sets TLS as Logback's own appenders have it, instead of {@code trustStore}, {@code keyStore}, {@code tlsProtocols}
     * and {@code tlsCiphers}. The host name is verified unless {@code verifyHostname} says otherwise.
     */
    public void setSsl(SSLConfiguration configuration) {
        ssl = configuration;
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
            addWarn("The appender could not start and ships nothing: " + e, e);
        }
    }

    /** A warning, for an error status at configuration time makes Spring Boot stop the application. */
    private void refuse(String message) {
        addWarn(message + "; the appender does not start, and ships nothing");
    }

    private void startEngine() {
        if (!(getContext() instanceof LoggerContext context)) {
            throw new IllegalArgumentException(
                    "context must be set to a LoggerContext before the appender starts, was " + getContext());
        }
        SpillwayBuilder builder = Spillway.builder()
                .name(getName() == null ? DEFAULT_NAME : getName())
                .reporter(new StatusReporter(this, System::nanoTime));
        CollectedOptions options = options().copy();
        if (ssl != null) {
            new SslElement(ssl, options).apply().forEach(this::addWarn);
        }
        List<String> refusals = options.applyTo(builder);
        if (!refusals.isEmpty()) {
            refusals.forEach(this::refuse);
            return;
        }
        Function<ILoggingEvent, String> text = rendering.start(context);
        Spillway engine = builder.resumeOrBuild();
        ParkedEngine.forget(engine, context);
        running = new Running(engine, context, new LogbackEventReader(context, text));
        super.start();
    }

    @Override
    public void stop() {
        Running stopped = running;
        if (!isStarted() || stopped == null) {
            return;
        }
        super.stop();
        running = null;
        ParkedEngine.park(stopped.engine(), stopped.context());
    }

    @Override
    protected void append(ILoggingEvent event) {
        Running current = running;
        if (current != null) {
            current.engine().log(current.reader(), event);
        }
    }

    /** The engine of a started appender; null otherwise. */
    @Nullable Spillway engine() {
        Running current = running;
        return current == null ? null : current.engine();
    }

    private record Running(Spillway engine, LoggerContext context, LogbackEventReader reader) {}
}
