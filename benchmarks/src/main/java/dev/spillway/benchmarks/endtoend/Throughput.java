package dev.spillway.benchmarks.endtoend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Events per second from Logback over TLS to an endpoint in another process, until the last has arrived; and what they
 * cost the sender. Each run is a fresh sender and a fresh endpoint ({@link LogbackSender}, {@link CountingSink}); the
 * variants take turns, so that a change of the machine's load meets all of them, and medians are printed as a table.
 *
 * <p>A full buffer makes the loggers wait, so nothing is lost: the endpoint counts. The row {@code none} is Logback with
 * an appender that does nothing. Arguments: events a run (default 500,000), rounds (default 5), then options for the
 * sender's JVM.
 */
public final class Throughput {
    private static final int EVENTS = 500_000;
    private static final int ROUNDS = 5;

    private Throughput() {}

    private record Variant(String buffer, int threads) {}

    /** Runs all variants and prints the table. */
    public static void main(String[] arguments) throws IOException {
        int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : EVENTS;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ROUNDS;
        List<String> options = new ArrayList<>(List.of("-Xmx256m"));
        options.addAll(List.of(arguments).subList(Math.min(2, arguments.length), arguments.length));
        Map<Variant, List<SenderRun>> runs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (String buffer : List.of("memory", "disk", "none")) {
                for (int threads : new int[] {1, 4}) {
                    Variant variant = new Variant(buffer, threads);
                    runs.computeIfAbsent(variant, unused -> new ArrayList<>()).add(run(variant, events, options));
                }
            }
        }
        print(runs);
    }

    private static SenderRun run(Variant variant, int events, List<String> options) throws IOException {
        List<String> arguments = List.of(variant.buffer, Integer.toString(variant.threads), Integer.toString(events));
        try (ChildJvm sender = new ChildJvm(options, LogbackSender.class, arguments)) {
            SenderRun run = SenderRun.parse(sender.await("result"));
            System.err.println(variant + ": " + run);
            return run;
        }
    }

    private static void print(Map<Variant, List<SenderRun>> all) {
        System.out.println(
                "| buffer | threads | events/s, median (least to most) | CPU s per million | bytes per event |");
        System.out.println("|---|---|---|---|---|");
        all.forEach((variant, runs) -> System.out.printf(
                Locale.ROOT,
                "| %s | %d | %,.0f (%,.0f to %,.0f) | %.2f | %.0f |%n",
                variant.buffer,
                variant.threads,
                SenderRun.median(runs, SenderRun::perSecond),
                runs.stream().mapToDouble(SenderRun::perSecond).min().orElse(0),
                runs.stream().mapToDouble(SenderRun::perSecond).max().orElse(0),
                SenderRun.median(runs, SenderRun::cpuSeconds),
                SenderRun.median(runs, SenderRun::bytes)));
    }
}
