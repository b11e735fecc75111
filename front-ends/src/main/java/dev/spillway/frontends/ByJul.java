package dev.spillway.frontends;

import dev.spillway.Spillway;
import dev.spillway.jul.HandlerEngine;
import dev.spillway.jul.SpillwayHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.ErrorManager;
import java.util.logging.Logger;

/** java.util.logging, with a handler of its own at a logger of its own that hands nothing on. */
final class ByJul implements Shipper {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger("shop.Checkout" + NUMBER.incrementAndGet());
    private final Consumer<String> taken;
    private final SpillwayHandler handler;
    private final Spillway engine;

    ByJul(Map<String, String> options, Consumer<String> taken) {
        this.taken = taken;
        handler = new SpillwayHandler(options);
        engine = HandlerEngine.of(handler);
        handler.setErrorManager(new ErrorManager() {
            @Override
            public synchronized void error(String message, Exception exception, int code) {
                warnings.add(message);
            }
        });
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @Override
    public void log(String message) {
        logger.info(message);
        taken.accept(message);
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public Spillway engine() {
        return engine;
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        handler.close();
    }
}
