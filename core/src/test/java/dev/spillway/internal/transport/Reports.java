package dev.spillway.internal.transport;

import dev.spillway.Reporter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a reporter is told. */
public final class Reports implements Reporter {
    private final List<String> infos = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @Override
    public void info(String message) {
        infos.add(message);
    }

    @Override
    public void warn(String message) {
        warnings.add(message);
    }

    @Override
    public void error(String message) {
        throw new AssertionError(message);
    }

    /** All that was worth knowing. */
    public List<String> infos() {
        return infos;
    }

    /** All warnings. */
    public List<String> warnings() {
        return warnings;
    }
}
