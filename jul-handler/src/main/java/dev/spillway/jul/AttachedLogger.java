package dev.spillway.jul;

import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The logger that a handler is attached to, which a handler is not told either. Found when the first record comes by;
 * there is none if records come through another handler. Safe for use by many threads.
 */
final class AttachedLogger {
    private final Handler handler;
    private volatile boolean sought;
    private volatile @Nullable Logger logger;

    AttachedLogger(Handler handler) {
        this.handler = handler;
    }

    /** Looks from a record's logger upwards, for the first record only. */
    void seek(LogRecord record) {
        if (!sought) {
            sought = true;
            logger = holder(record.getLoggerName());
        }
    }

    private @Nullable Logger holder(@Nullable String name) {
        Logger candidate = name == null ? null : LogManager.getLogManager().getLogger(name);
        while (candidate != null && !Arrays.asList(candidate.getHandlers()).contains(handler)) {
            candidate = candidate.getParent();
        }
        return candidate;
    }

    /** Attaches the handler again, after the log manager has taken it away. */
    void attachAgain() {
        Logger target = sought ? logger : configured();
        if (target != null) {
            target.addHandler(handler);
        }
    }

    /** A handler that has seen no record yet was made for the root logger, if the configuration says so. */
    private @Nullable Logger configured() {
        String handlers = LogManager.getLogManager().getProperty("handlers");
        boolean named = handlers != null
                && Arrays.asList(handlers.split("[\\s,]+"))
                        .contains(handler.getClass().getName());
        return named ? Logger.getLogger("") : null;
    }
}
