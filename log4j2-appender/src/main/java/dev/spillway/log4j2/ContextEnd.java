package dev.spillway.log4j2;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LifeCycle;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.impl.Log4jContextFactory;
import org.apache.logging.log4j.core.util.DefaultShutdownCallbackRegistry;
import org.apache.logging.log4j.core.util.ShutdownCallbackRegistry;
import org.jspecify.annotations.Nullable;

/** Tells the end of a logger context from its reconfiguration, which look the same to an appender. */
final class ContextEnd {
    private ContextEnd() {}

    /** Whether an appender that is being stopped will have no successor. */
    static boolean hasCome(@Nullable Configuration configuration) {
        LoggerContext context = configuration == null ? null : configuration.getLoggerContext();
        return context == null || context.isStopping() || context.isStopped();
    }

    /**
     * Whether Log4j stops the context, and with it the appenders, in a hook of the JVM. Who brings a registry of his own
     * may run it at any other time, or never.
     */
    static boolean closesAppendersAtJvmEnd(@Nullable Configuration configuration) {
        return configuration != null
                && configuration.isShutdownHookEnabled()
                && LogManager.getFactory() instanceof Log4jContextFactory factory
                && isHooked(factory.getShutdownCallbackRegistry());
    }

    private static boolean isHooked(ShutdownCallbackRegistry registry) {
        return registry.getClass() == DefaultShutdownCallbackRegistry.class && ((LifeCycle) registry).isStarted();
    }
}
