package dev.spillway.jul;

import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/** The whole text of a record as a formatter writes it, or nothing, to leave that to core. Safe for use by many threads. */
final class RecordText {
    /** The formatters in these packages are made for many threads at once. */
    private static final Set<String> SAFE_PACKAGES =
            Set.of("java.util.logging", "org.apache.juli", "org.jboss.logmanager.formatters");

    /** Leaves the text to core. */
    static final RecordText OF_CORE = new RecordText(null, failure -> {});

    private final @Nullable Formatter formatter;
    private final Consumer<Throwable> whenItThrows;

    /**
     * Held while a formatter of the application's own writes. The JDK's handlers call theirs from one thread at a time, so
     * formatters with a {@code SimpleDateFormat} in a field are common. No thread of an engine takes it.
     */
    private final @Nullable ReentrantLock lock;

    /**
     * @param formatter writes the text
     * @param whenItThrows is told what it throws
     */
    static RecordText of(Formatter formatter, Consumer<Throwable> whenItThrows) {
        return new RecordText(formatter, whenItThrows);
    }

    private RecordText(@Nullable Formatter formatter, Consumer<Throwable> whenItThrows) {
        this.formatter = formatter;
        this.whenItThrows = whenItThrows;
        boolean safe =
                formatter == null || SAFE_PACKAGES.contains(formatter.getClass().getPackageName());
        lock = safe ? null : new ReentrantLock();
    }

    boolean isOfCore() {
        return formatter == null;
    }

    /** What the formatter writes; null if it writes nothing, or there is none. */
    @Nullable String of(LogRecord record) {
        if (formatter == null) {
            return null;
        }
        if (lock != null) {
            lock.lock();
        }
        try {
            return formatter.format(record);
        } catch (RuntimeException | Error e) {
            whenItThrows.accept(e);
            throw e;
        } finally {
            if (lock != null) {
                lock.unlock();
            }
        }
    }
}
