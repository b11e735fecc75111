package dev.spillway.benchmarks.endtoend;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.status.Status;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Logs through SLF4J and Logback. */
final class LogbackFrontEnd implements FrontEnd {
    private static final String TEXT_AND_MORE = TEXT + "{}";

    private final LoggerContext context;
    private final Logger logger;

    LogbackFrontEnd(Path configuration) {
        System.setProperty("logback.configurationFile", configuration.toString());
        context = (LoggerContext) LoggerFactory.getILoggerFactory();
        logger = LoggerFactory.getLogger(LOGGER);
        for (Status status : context.getStatusManager().getCopyOfStatusList()) {
            if (status.getEffectiveLevel() >= Status.WARN) {
                System.err.println(status);
            }
        }
    }

    @Override
    public void enter() {
        MDC.put("requestId", "5f2c9f1e-77aa-4d0b");
        MDC.put("user", "alice");
        MDC.put("tenant", "north");
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
        context.stop();
    }
}
