package dev.spillway.frontends;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import dev.spillway.Spillway;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A Logback of its own. */
final class ByLogback implements Shipper {
    private final ShippingLogback logback;
    private final Logger logger;
    private final Consumer<String> taken;

    ByLogback(Map<String, String> options, Consumer<String> taken) {
        this.taken = taken;
        String elements = options.entrySet().stream()
                .map(each -> "<" + each.getKey() + ">" + each.getValue() + "</" + each.getKey() + ">")
                .collect(Collectors.joining("\n"));
        try {
            logback = new ShippingLogback(elements);
        } catch (JoranException e) {
            throw new IllegalArgumentException(elements, e);
        }
        logger = logback.logger();
    }

    @Override
    public void log(String message) {
        logger.info(message);
        taken.accept(message);
    }

    @Override
    public List<String> warnings() {
        return logback.statuses(Status.WARN);
    }

    @Override
    public Spillway engine() {
        return logback.engine();
    }

    @Override
    public void close() {
        logback.close();
    }
}
