package dev.spillway.frontends;

import dev.spillway.LogEvent;
import dev.spillway.Reporter;
import dev.spillway.Severity;
import dev.spillway.Spillway;
import dev.spillway.SpillwayBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The builder's engine, which knows no logging framework. */
final class ByBuilder implements Shipper, Reporter {
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Consumer<String> taken;
    private final Spillway engine;

    ByBuilder(Map<String, String> options, Consumer<String> taken) {
        this.taken = taken;
        SpillwayBuilder builder = Spillway.builder().reporter(this);
        options.forEach(builder::set);
        engine = builder.build();
    }

    @Override
    public void log(String message) {
        engine.log(LogEvent.of(Severity.INFO, "shop.Checkout", message));
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
        engine.close();
    }

    @Override
    public void info(String message) {
        // Good news are not looked at.
    }

    @Override
    public void warn(String message) {
        warnings.add(message);
    }

    @Override
    public void error(String message) {
        warnings.add(message);
    }
}
