package dev.spillway.log4j2;

import org.apache.logging.log4j.core.LogEvent;
import org.jspecify.annotations.Nullable;

/**
 * Recognises what an engine's own threads log by the name of the thread. Core knows its threads when they log, but an
 * asynchronous logger hands their events over on a thread of Log4j's.
 */
final class EngineThreads {
    private static final String PREFIX = "spillway-";

    private EngineThreads() {}

    static boolean hasLogged(LogEvent event) {
        String thread = event.getThreadName();
        return thread != null && thread.startsWith(PREFIX) && isOurs(thread);
    }

    private static boolean isOurs(@Nullable String thread) {
        return thread != null && (thread.endsWith("-pump") || thread.endsWith("-helper"));
    }
}
