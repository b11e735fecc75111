package dev.spillway;

import java.util.Set;

/**
 * Closes an engine when the JVM ends. The JVM runs its hooks all at once; this one lets those that still log, such as
 * Spring Boot's, finish first, so that their events are shipped too.
 */
final class ShutdownHook extends Thread {
    private static final Set<String> LOGGING_HOOKS = Set.of("SpringApplicationShutdownHook");

    private final Spillway engine;

    private ShutdownHook(Spillway engine, String name) {
        super(null, null, "spillway-" + name + "-hook", 0, false);
        this.engine = engine;
    }

    /** A hook for an engine, not installed yet. */
    static ShutdownHook of(Spillway engine, String name) {
        return new ShutdownHook(engine, name);
    }

    /** Installs the hook; does nothing if the JVM is already ending. */
    void install() {
        try {
            Runtime.getRuntime().addShutdownHook(this);
        } catch (IllegalStateException e) {
            // The JVM is ending, and whoever starts an engine now has to close it.
        }
    }

    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(this);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook runs, and finds the engine closed.
        }
    }

    @Override
    public void run() {
        waitForLoggingHooks();
        engine.close();
    }

    private static void waitForLoggingHooks() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        Thread[] threads = new Thread[group.activeCount() * 2 + 16];
        int count = group.enumerate(threads, true);
        for (int i = 0; i < count; i++) {
            if (LOGGING_HOOKS.contains(threads[i].getName())) {
                try {
                    // The JVM waits for it anyway, so this makes no end later than it is.
                    threads[i].join();
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }
}
