package dev.spillway;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of one logging framework where they are, so that shipping one copies nothing but its bytes. An
 * adapter writes one reader and passes it with every event to {@link Spillway#log(EventReader, Object)}.
 *
 * <p>A reader is called on the logging thread, by many threads at once, and keeps no state of an event. What it throws
 * costs that event, counted as {@link DropReason#FAILED}; it never reaches the application.
 *
 * @param <E> the framework's type of event
 */
public interface EventReader<E> {

    /** The event's severity. */
    Severity severity(E event);

    /** When the event was logged, in microseconds since 1970-01-01T00:00:00Z. */
    long epochMicros(E event);

    /** The logger's name, in full; null or empty for none. */
    @Nullable String loggerName(E event);

    /** The name of the thread that logged the event; null or empty for none. */
    @Nullable String threadName(E event);

    /**
     * The event's text.
     *
     * @param scratch an empty builder that the reader may fill and return, so that a framework which formats into
     *     builders makes no string; it is valid until the call of {@code log} returns
     */
    @Nullable CharSequence message(E event, StringBuilder scratch);

    /**
     * Writes the event's text piece by piece, which is the fastest, if the reader can; the default cannot. Not asked for
     * when {@link #isRendered()}.
     *
     * @return false to have {@link #message} called instead; what was written then counts for nothing
     */
    default boolean writeMessage(E event, TextOutput output) {
        return false;
    }

    /**
     * Whether {@link #message} is the whole text, as a pattern or a layout wrote it. Otherwise core writes
     * {@code logger: message} and the stack trace.
     */
    default boolean isRendered() {
        return false;
    }

    /** The exception that was logged; null for none. Not asked for when {@link #isRendered()}. */
    @Nullable Throwable throwable(E event);

    /** Passes each entry of the diagnostic context to {@code sink}. */
    default void mdc(E event, BiConsumer<? super String, ? super @Nullable Object> sink) {}

    /**
     * An object that stands for the diagnostic context of the event: as long as a reader gives the same one, {@link #mdc}
     * passes the same entries, and core may write what it wrote for the last event again. It is kept until another one
     * comes. Null, the default, if there is none; the context is then read for each event.
     */
    default @Nullable Object mdcIdentity(E event) {
        return null;
    }

    /** Passes each key and value that was logged with the event to {@code sink}. */
    default void keyValues(E event, BiConsumer<? super String, ? super @Nullable Object> sink) {}

    /** Passes the name of each marker to {@code sink}. */
    default void markers(E event, Consumer<? super String> sink) {}

    /** Where in the code the event was logged; null if unknown. Asked for only with {@code includeCallerData}. */
    default @Nullable StackTraceElement caller(E event) {
        return null;
    }
}
