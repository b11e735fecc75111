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
public final class ByBuilder implements Shipper {
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Consumer<String> taken;
    private final Spillway engine;

    /**
     * Builds an engine.
     *
     * @param told gets a line for each thing that the engine reports: its level and the message
     * @param taken see {@link Configured#with(Map, Consumer)}
     */
    public ByBuilder(Map<String, String> options, Consumer<String> told, Consumer<String> taken) {
        this.taken = taken;
        SpillwayBuilder builder = Spillway.builder().reporter(new Lines(warnings, told));
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

    /** Makes a line of everything, and keeps warnings and errors. */
    private record Lines(List<String> warnings, Consumer<String> told) implements Reporter {
        @Override
        public void info(String message) {
            told.accept("info " + message);
        }

        @Override
        public void warn(String message) {
            warnings.add(message);
            told.accept("warn " + message);
        }

        @Override
        public void error(String message) {
            warnings.add(message);
            told.accept("error " + message);
        }
    }
}
