package dev.spillway.jul;

import dev.spillway.Spillway;
import dev.spillway.SpillwayBuilder;
import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * A handler that ships log records to a syslog endpoint without making the application wait. Every option of
 * {@link Spillway#builder()} is a property of its name; see the package's description for an example.
 *
 * <p>Also {@code level} (default: all), {@code filter}, {@code formatter} and {@code encoding} may be set, and
 * {@code name}, the engine's (default: {@code spillway}). Without a formatter the text is the logger's name, shortened, the
 * message and the stack trace; with one it is what {@link Formatter#format} returns, without head and tail. A formatter of
 * the application's own is called by one thread at a time, under a lock. Messages are UTF-8 whatever the encoding.
 *
 * <p>A wrong value is told to the {@link ErrorManager}, which prints it unless it is replaced, and leaves a handler that
 * ships nothing: the application and its other handlers go on. Whatever the state of the network, a handler takes
 * records. Publishing is safe for use by many threads, platform or virtual, never waits unless {@code overflow=block},
 * and never throws.
 */
public final class SpillwayHandler extends Handler {
    private static final boolean HAS_EXT_RECORDS = ExtRecordReader.isPossible();

    private final HandlerReporter reporter = new HandlerReporter(this::reportError, System::nanoTime);
    private final AttachedLogger attached = new AttachedLogger(this);
    private final AtomicReference<@Nullable Spillway> engine = new AtomicReference<>();
    private final boolean staysToTheEnd;
    private volatile RecordReader reader;

    /** A handler with the options that the {@link java.util.logging.LogManager} has for it; for the log manager to call. */
    public SpillwayHandler() {
        this(HandlerSettings.ofLogManager());
    }

    /**
     * A handler with the given options, and none of the log manager's.
     *
     * @param options names and values as in a {@code logging.properties}, the names without that of this class
     */
    public SpillwayHandler(Map<String, String> options) {
        this(HandlerSettings.of(options));
    }

    private SpillwayHandler(HandlerSettings settings) {
        setErrorManager(new ErrorPrinter(settings.name()));
        setLevel(settings.level());
        setFilter(settings.filter());
        setEncoding(settings);
        reader = readerOf(RecordText.OF_CORE);
        Formatter formatter = settings.formatter();
        if (formatter != null) {
            setFormatter(formatter);
        }
        staysToTheEnd = settings.hasShutdownHook();
        try {
            startEngine(settings);
        } catch (IllegalArgumentException e) {
            reporter.refused(String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            reporter.refused("the engine could not start: " + e);
        }
    }

    private void startEngine(HandlerSettings settings) {
        // Shutdown hooks of the application may log, and nothing tells when the last of them has ended.
        SpillwayBuilder builder = Spillway.builder().reporter(reporter).asynchronousOwner(false);
        settings.applyTo(builder);
        List<String> refusals = settings.refusals();
        if (refusals.isEmpty()) {
            engine.set(builder.resumeOrBuild());
        } else {
            refusals.forEach(reporter::refused);
        }
        settings.ignoredNames(builder).forEach(reporter::ignored);
    }

    private void setEncoding(HandlerSettings settings) {
        try {
            setEncoding(settings.encoding());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("was asked for before", e);
        }
    }

    private static RecordReader readerOf(RecordText text) {
        return HAS_EXT_RECORDS ? new ExtRecordReader(text) : new RecordReader(text);
    }

    /** Ships a record, if level and filter let it pass. Does nothing if the handler did not start, or is closed. */
    @Override
    public void publish(LogRecord record) {
        Spillway current = engine.get();
        if (current != null && passes(record)) {
            attached.seek(record);
            current.log(reader, record);
        }
    }

    private boolean passes(LogRecord record) {
        try {
            return isLoggable(record);
        } catch (Throwable e) {
            // Also errors: a filter of the application's is no reason to fail its log call.
            reporter.threw("the filter", e, ErrorManager.GENERIC_FAILURE);
            return false;
        }
    }

    private void formatterThrew(Throwable e) {
        reporter.threw("the formatter", e, ErrorManager.FORMAT_FAILURE);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Best set before the handler is attached to a logger: records that are being published may have either text.
     */
    @Override
    public synchronized void setFormatter(Formatter newFormatter) {
        super.setFormatter(newFormatter);
        reader = readerOf(RecordText.of(newFormatter, this::formatterThrew));
    }

    /**
     * Does nothing, since nothing is held back: an event is sent as soon as the connection takes it. Some applications call
     * this after each record, which must not make them wait; those that want to wait call {@link #flush(Duration)}.
     */
    @Override
    public void flush() {}

    /**
     * Waits until every record that was published before this call is confirmed or dropped, as
     * {@link Spillway#flush(Duration)} does.
     *
     * @param timeout how long to wait at most
     * @return whether that happened within the timeout; also true if there is nothing to wait for
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean flush(Duration timeout) throws InterruptedException {
        Spillway current = engine.get();
        return current == null || current.flush(timeout);
    }

    /**
     * Sends what waits and ends the engine, within {@code shutdownTimeout} in all. Called by a {@link
     * java.util.logging.LogManager} it returns at once: after a reset the engine goes on sending, and a handler of the same
     * options that is made within 2 s takes it over; at the JVM's end the handler stays attached, so that other shutdown
     * hooks can log, until the engine's own closes it.
     */
    @Override
    public void close() {
        boolean jvmEnds = isJvmsEnd();
        if (jvmEnds && staysToTheEnd) {
            attached.attachAgain();
            return;
        }
        Spillway current = engine.getAndSet(null);
        if (current == null) {
            return;
        }
        if (!jvmEnds && Reset.isRunning()) {
            current.park();
        } else {
            current.close();
        }
    }

    /**
     * Whether this is the thread in which the JDK's log manager closes all handlers at the JVM's end; other managers have
     * threads of their own for it. Asked first of all, and in this class: until the handler is attached again, what is
     * logged is lost, and the loading of a class takes its time.
     */
    private static boolean isJvmsEnd() {
        return Thread.currentThread().getClass().getName().startsWith("java.util.logging.LogManager$");
    }

    /** The engine of a handler that has started and is not closed; null otherwise. */
    @Nullable Spillway engine() {
        return engine.get();
    }
}
