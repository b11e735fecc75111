package dev.spillway.frontends;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;

/** The ways in which options are set and events are logged, so that a test can demand the same of all of them. */
public enum Configured {
    /** No framework. */
    BUILDER {
        @Override
        public Shipper with(Map<String, String> options, Consumer<String> taken) {
            return new ByBuilder(options, line -> {}, taken);
        }
    },
    /** Logback, by XML. */
    LOGBACK {
        @Override
        public Shipper with(Map<String, String> options, Consumer<String> taken) {
            return new ByLogback(options, taken);
        }
    },
    /** Log4j 2, by XML; its loggers call the appender. */
    LOG4J2 {
        @Override
        public Shipper with(Map<String, String> options, Consumer<String> taken) {
            return new ByLog4j("SYNC", new LoggerContext("sync"), options, taken);
        }
    },
    /** As {@link #LOG4J2}, but all loggers are asynchronous: a thread of Log4j's calls the appender. */
    LOG4J2_ASYNC {
        @Override
        public Shipper with(Map<String, String> options, Consumer<String> taken) {
            return new ByLog4j("ASYNC", new AsyncLoggerContext("async"), options, taken);
        }
    },
    /** java.util.logging, by code. */
    JUL {
        @Override
        public Shipper with(Map<String, String> options, Consumer<String> taken) {
            return new ByJul(options, taken);
        }
    };

    /** Starts an engine with options by their names. */
    public final Shipper with(Map<String, String> options) {
        return with(options, message -> {});
    }

    /**
     * Starts an engine with options by their names.
     *
     * @param taken told of each message as soon as the engine has taken it, by the thread that handed it over. That is
     *     before the log call returns, but for {@link #LOG4J2_ASYNC}, where it is later
     */
    public abstract Shipper with(Map<String, String> options, Consumer<String> taken);
}
