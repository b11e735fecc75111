package dev.spillway.jul;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** The JVM's own log manager, configured as a file would. Its end leaves it without handlers. */
final class Jul implements AutoCloseable {
    static final String HANDLER = SpillwayHandler.class.getName();
    static final String LOGGER = "shop.Checkout";

    private final PrintStream formerErrors = System.err;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final Logger logger = Logger.getLogger(LOGGER);

    Jul() {
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    /** Configures one handler on the root logger, which lets everything pass. */
    Jul handler(String... options) {
        return properties(forRoot(options));
    }

    /** The text that configures one handler on the root logger. */
    static String forRoot(String... options) {
        StringBuilder text = new StringBuilder("handlers = " + HANDLER + "\n.level = ALL\n");
        for (String option : options) {
            text.append(HANDLER).append('.').append(option).append('\n');
        }
        return text.toString();
    }

    Jul properties(String text) {
        try {
            LogManager.getLogManager().readConfiguration(stream(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Only now, as a log call would, the log manager makes the handlers.
        Logger.getLogger("").getHandlers();
        return this;
    }

    static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    Logger logger() {
        return logger;
    }

    /** The handler of the root logger. */
    SpillwayHandler handler() {
        return (SpillwayHandler) Arrays.stream(Logger.getLogger("").getHandlers())
                .filter(SpillwayHandler.class::isInstance)
                .findFirst()
                .orElseThrow();
    }

    /** What went to {@code System.err}, line by line. */
    List<String> errors() {
        return errors.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Override
    public void close() {
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            Logger.getLogger("").removeHandler(handler);
            handler.close();
        }
        LogManager.getLogManager().reset();
        System.setErr(formerErrors);
    }
}
