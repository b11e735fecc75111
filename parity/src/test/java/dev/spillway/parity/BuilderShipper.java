package dev.spillway.parity;

import dev.spillway.LogEvent;
import dev.spillway.Reporter;
import dev.spillway.Spillway;
import dev.spillway.SpillwayBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The engine without a framework. */
final class BuilderShipper implements FrontEnd.Shipper, Reporter {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Spillway spillway;

    BuilderShipper(Map<String, String> options) {
        Spillway built = null;
        try {
            SpillwayBuilder builder = Spillway.builder().reporter(this);
            options.forEach(builder::set);
            built = builder.build();
        } catch (IllegalArgumentException e) {
            told.add(e.getMessage());
        }
        spillway = built;
    }

    @Override
    public void log(Event event) {
        spillway.log(new LogEvent(
                event.severity(), event.time(), event.logger(), event.text(), event.throwable(), event.context()));
    }

    @Override
    public List<String> told() {
        return told;
    }

    @Override
    public void close() {
        if (spillway != null) {
            spillway.close();
        }
    }

    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {
        told.add(message);
    }

    @Override
    public void error(String message) {
        told.add(message);
    }
}
