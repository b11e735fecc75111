package dev.spillway.log4j2;

import dev.spillway.Spillway;
import dev.spillway.SpillwayBuilder;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractManager;
import org.jspecify.annotations.Nullable;

/**
 * An engine with the number of appenders that use it. At a reconfiguration Log4j starts the new appenders before it stops
 * the old ones; those with the same name and options go on with the engine that is there.
 *
 * <p>Safe for use by many threads; Log4j counts under a lock of its own.
 */
final class SharedEngine extends AbstractManager {
    private final Spillway engine;
    private volatile boolean unused;

    private SharedEngine(@Nullable LoggerContext context, String name, Spillway engine) {
        super(context, name);
        this.engine = engine;
    }

    /**
     * The engine of that identity, with one user more: the one in use, or else the one that waits for a successor, or
     * else a new one.
     *
     * @throws IllegalArgumentException if the options together make no sense
     */
    static SharedEngine use(SpillwayBuilder builder, @Nullable LoggerContext context) {
        return getManager(
                "Spillway " + builder.identity(),
                (name, options) -> new SharedEngine(context, name, options.resumeOrBuild()),
                builder);
    }

    Spillway engine() {
        return engine;
    }

    /**
     * Ends the use by one appender. After the last one the engine is closed, or, if the context goes on without it, sends
     * what it has and closes itself in the background.
     */
    void release(boolean contextEnds) {
        close();
        // Not under Log4j's lock: a close may take all of the shutdownTimeout.
        if (unused && contextEnds) {
            engine.close();
        } else if (unused) {
            engine.park();
        }
    }

    @Override
    protected boolean releaseSub(long timeout, TimeUnit unit) {
        unused = true;
        return true;
    }
}
