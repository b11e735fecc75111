package dev.spillway;

/** Tells what OkHttp logs on the task threads that all its clients in a JVM share, which are not ours to mark. */
final class OkHttpTasks {
    private static final String THREADS = "OkHttp ";
    private static final String LOGGERS = "okhttp3.";

    private OkHttpTasks() {}

    /** Whether the calling thread is such a thread, and the event comes from OkHttp. Never throws. */
    static <E> boolean areLogging(EventReader<E> reader, E event) {
        if (!Thread.currentThread().getName().startsWith(THREADS)) {
            return false;
        }
        try {
            String logger = reader.loggerName(event);
            return logger != null && logger.startsWith(LOGGERS);
        } catch (RuntimeException | Error e) {
            // The encoder will meet the same.
            return false;
        }
    }
}
