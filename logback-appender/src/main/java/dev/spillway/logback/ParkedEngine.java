package dev.spillway.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import dev.spillway.ConnectionState;
import dev.spillway.Spillway;

/**
 * Waits with an engine whose appender has stopped. To an appender a reset of its context and the context's end look the
 * same; only a listener is told which it was. A reset leaves the engine to its successor, the end closes it.
 *
 * <p>A stop of a context begins with a reset, and is the end unless Spring Boot calls it, which stops a context before it
 * configures it. When Boot stops one at the JVM's end, the engine's own hook sends what waits; without such a hook the stop
 * is the end there too. If the engine was left by an earlier reset, the context is being configured again in any case:
 * Boot also resets, stops, resets and configures.
 */
final class ParkedEngine implements LoggerContextListener {
    /** Where its logging systems are. They alone stop a context from there. */
    private static final String SPRING_BOOT = "org.springframework.boot.logging.";

    private final Spillway engine;
    private int resets;

    private ParkedEngine(Spillway engine) {
        this.engine = engine;
    }

    /** Parks an engine, and has it closed if the context ends before a successor takes it over. */
    static void park(Spillway engine, LoggerContext context) {
        engine.park();
        forget(engine, context);
        context.addListener(new ParkedEngine(engine));
    }

    /** Leaves an engine to the appender that has taken it over. Those that have closed meanwhile are forgotten too. */
    static void forget(Spillway engine, LoggerContext context) {
        for (LoggerContextListener listener : context.getCopyOfListenerList()) {
            if (listener instanceof ParkedEngine parked && (parked.engine == engine || parked.isClosed())) {
                context.removeListener(parked);
            }
        }
    }

    private boolean isClosed() {
        return engine.stats().connection() == ConnectionState.CLOSED;
    }

    /** A reset drops the other listeners, so one whose engine has closed goes by itself. */
    @Override
    public boolean isResetResistant() {
        return !isClosed();
    }

    @Override
    public void onReset(LoggerContext context) {
        resets++;
    }

    @Override
    public void onStop(LoggerContext context) {
        if (resets <= 1 && !(engine.closesAtJvmEnd() && isCalledBySpringBoot())) {
            engine.closeIfParked();
        }
    }

    private static boolean isCalledBySpringBoot() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(SPRING_BOOT)));
    }

    @Override
    public void onStart(LoggerContext context) {}

    @Override
    public void onLevelChange(Logger logger, Level level) {}
}
