package dev.spillway.internal.delivery;

/** A thread of an engine. What it logs, by way of JSSE or DNS providers, is never shipped. */
public final class EngineThread extends Thread {
    EngineThread(String name, Runnable task) {
        super(null, task, name, 0, false);
        setDaemon(true);
        // An engine outlives the web application that happened to start it, and must not hold on to it.
        setContextClassLoader(EngineThread.class.getClassLoader());
    }

    /** Whether the calling thread belongs to an engine. */
    public static boolean isCurrent() {
        return Thread.currentThread() instanceof EngineThread;
    }
}
