package dev.spillway.benchmarks.call;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Blackhole;

/** A logging framework with one appender: ours, or one that only reads what an appender needs of an event. */
interface FrameworkCall extends AutoCloseable {
    /** The name of the logger. */
    String LOGGER = "com.example.shop.orders.OrderService";
    /** The diagnostic context of each thread, where the framework has one. */
    Map<String, String> CONTEXT = Map.of("requestId", "5f2c9f1e-77aa-4d0b", "user", "alice", "tenant", "north");

    /** Prepares the calling thread. */
    void enter();

    /** Logs a text of 120 characters with two parameters. */
    void log(int number);

    /** Whether events are on their way from the logger to the appender. */
    default boolean isBusy() {
        return false;
    }

    @Override
    void close();

    /**
     * Starts one.
     *
     * @param framework {@code logback}, {@code log4j2}, {@code log4j2-async} or {@code jul}
     * @param options our appender's; null for the one that only reads
     */
    static FrameworkCall start(String framework, @Nullable Map<String, String> options, Blackhole blackhole) {
        return switch (framework) {
            case "logback" -> new LogbackCall(options, blackhole);
            case "log4j2" -> new Log4jCall(false, options, blackhole);
            case "log4j2-async" -> new Log4jCall(true, options, blackhole);
            case "jul" -> new JulCall(options, blackhole);
            default -> throw new IllegalArgumentException("no framework " + framework);
        };
    }
}
