package dev.spillway.benchmarks.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.komamitsu.fluency.BufferFullException;
import org.komamitsu.fluency.Fluency;
import org.komamitsu.fluency.fluentd.FluencyBuilderForFluentd;

/** Gives fluency a map an event, without a logging framework. It trusts what the JVM trusts. */
final class FluencyFrontEnd implements FrontEnd {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Fluency fluency;

    /** @param acknowledged whether it waits for an acknowledgement of each chunk, and sends it again without */
    FluencyFrontEnd(int port, boolean acknowledged) {
        FluencyBuilderForFluentd builder = new FluencyBuilderForFluentd();
        builder.setSslEnabled(true);
        builder.setAckResponseMode(acknowledged);
        fluency = builder.build("127.0.0.1", port);
    }

    @Override
    public void enter() {}

    @Override
    public void log(int number) {
        Map<String, Object> event = new HashMap<>();
        event.put("level", "INFO");
        event.put("logger", LOGGER);
        event.put("thread", Thread.currentThread().getName());
        event.put("requestId", "5f2c9f1e-77aa-4d0b");
        event.put("user", "alice");
        event.put("tenant", "north");
        event.put(
                "message",
                "Order ~" + number + "~ of customer " + CUSTOMER + " was accepted: 3 positions, 149.90 EUR,"
                        + " payment by card, shipping to 10115 Berlin on Tuesday." + MORE);
        while (true) {
            try {
                fluency.emit("orders", event);
                return;
            } catch (BufferFullException e) {
                LockSupport.parkNanos(PAUSE_NANOS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            fluency.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
