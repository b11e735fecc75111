package dev.spillway;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code os}, or the interval in which files are synced. */
final class SyncType implements ValueType<SyncType.Sync> {
    private static final DurationType INTERVAL = new DurationType("10ms", "1h");

    /** When files are synced; null leaves it to the operating system. */
    record Sync(@Nullable Duration interval) {}

    @Override
    public Sync parse(String text) throws RefusedValueException {
        return text.equalsIgnoreCase("os") ? new Sync(null) : new Sync(INTERVAL.parse(text));
    }

    @Override
    public String allowed() {
        return "os, or " + INTERVAL.allowed();
    }
}
