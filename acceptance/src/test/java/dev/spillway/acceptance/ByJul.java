package dev.spillway.acceptance;

import dev.spillway.Spillway;
import dev.spillway.SpillwayStats;
import dev.spillway.jul.HandlerEngine;
import dev.spillway.jul.SpillwayHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.ErrorManager;
import java.util.logging.Logger;

/** java.util.logging, with a handler of its own at a logger that hands nothing on. */
final class ByJul implements Shipper {
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger("shop.Checkout");
    private final SpillwayHandler handler;
    private final Spillway engine;

    ByJul(Map<String, String> options) {
        handler = new SpillwayHandler(options);
        engine = HandlerEngine.of(handler);
        handler.setErrorManager(new ErrorManager() {
            @Override
            public void error(String message, Exception exception, int code) {
                warnings.add(message);
            }
        });
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @Override
    public void log(String message) {
        logger.info(message);
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public SpillwayStats stats() {
        return engine.stats();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
        handler.close();
    }
}
