package dev.spillway.benchmarks.endtoend;

import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;

/** Logs through Log4j 2. */
final class Log4jFrontEnd implements FrontEnd {
    private static final String TEXT_AND_MORE = TEXT + "{}";

    private final Logger logger;

    Log4jFrontEnd(Path configuration) {
        System.setProperty("log4j2.configurationFile", configuration.toUri().toString());
        logger = LogManager.getLogger(LOGGER);
    }

    @Override
    public void enter() {
        ThreadContext.put("requestId", "5f2c9f1e-77aa-4d0b");
        ThreadContext.put("user", "alice");
        ThreadContext.put("tenant", "north");
    }

    @Override
    public void log(int number) {
        if (MORE.isEmpty()) {
            logger.info(TEXT, number, CUSTOMER);
        } else {
            logger.info(TEXT_AND_MORE, number, CUSTOMER, MORE);
        }
    }

    @Override
    public void close() {
        LogManager.shutdown();
    }
}
