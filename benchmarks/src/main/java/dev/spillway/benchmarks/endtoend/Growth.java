package dev.spillway.benchmarks.endtoend;

import dev.spillway.benchmarks.ScratchDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the cost of ours grows: with threads, with the length of the text, with the rate of calls, with the backlog on disk
 * at the start, and with the number of engines in one JVM. Each run is a fresh JVM and a fresh sink and prints one line,
 * {@code growth=<what> value=<x>} and the figures that it found. Arguments: what grows ({@code all} for everything),
 * events a run (default 500,000), the values, with commas between them.
 */
public final class Growth {
    private static final int EVENTS = 500_000;
    private static final int PACED_CALLS = 10_000;
    private static final int RATE_SECONDS = 10;
    private static final int PATIENCE_SECONDS = 60;

    private static final Map<String, int[]> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("threads", new int[] {1, 2, 4, 16});
        // The length of the text.
        VALUES.put("size", new int[] {100, 300, 1_000, 3_000, 10_000});
        // Calls a second, whole thousands.
        VALUES.put("rate", new int[] {1_000, 20_000, 100_000});
        // Megabytes.
        VALUES.put("backlog", new int[] {1, 10, 100, 1_000});
        VALUES.put("engines", new int[] {1, 4, 16, 64});
    }

    private final int events;

    private Growth(int events) {
        this.events = events;
    }

    /** Runs them and prints the lines. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 0 || !(arguments[0].equals("all") || VALUES.containsKey(arguments[0]))) {
            System.err.println("Arguments: what grows, events, values. What grows: all or one of " + VALUES.keySet());
            System.exit(2);
        }
        Growth growth = new Growth(arguments.length > 1 ? Integer.parseInt(arguments[1]) : EVENTS);
        for (String what : arguments[0].equals("all") ? VALUES.keySet() : List.of(arguments[0])) {
            int[] values = arguments.length > 2
                    ? Arrays.stream(arguments[2].split(","))
                            .mapToInt(Integer::parseInt)
                            .toArray()
                    : VALUES.getOrDefault(what, new int[0]);
            for (int value : values) {
                growth.run(what, value);
            }
        }
    }

    private void run(String what, int value) throws IOException {
        switch (what) {
            case "threads" -> {
                print(what, value, "memory", threads(value));
                print(what, value, "disk", threads(value, "-Dspill=spill"));
            }
            case "size" -> print(what, value, "memory", child(SizeRun.class, List.of(value, events)));
            case "rate" -> {
                int calls = Math.min(events, value * RATE_SECONDS);
                print(what, value, "none", child(RateRun.class, List.of("none", events, value, calls)));
                print(what, value, "memory", child(RateRun.class, List.of("spillway", events, value, calls)));
                print(
                        what,
                        value,
                        "disk",
                        child(RateRun.class, List.of("spillway", events, value, calls), "-Dspill=spill"));
            }
            case "backlog" -> print(what, value, "disk", backlog(value));
            case "engines" -> print(what, value, "memory", child(EnginesRun.class, List.of(value, events)));
            default -> throw new IllegalArgumentException("nothing grows by the name " + what);
        }
    }

    private static void print(String what, int value, String buffer, String found) {
        System.out.println("growth=" + what + " value=" + value + " buffer=" + buffer + " " + found);
    }

    private String threads(int threads, String... options) throws IOException {
        List<Object> arguments = List.of("tls", "logback", "spillway-logback.xml", threads, events, PACED_CALLS);
        return child(ShipperRun.class, arguments, options);
    }

    private static String child(Class<?> program, List<?> arguments, String... options) throws IOException {
        try (ChildJvm child = start(program, arguments, options)) {
            return child.await("result");
        }
    }

    private static ChildJvm start(Class<?> program, List<?> arguments, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("-XX:+UseG1GC", "-Xms64m", "-Xmx1g"));
        all.add("-Dsink=" + System.getProperty("java.class.path"));
        all.addAll(List.of(options));
        return new ChildJvm(
                all, program, arguments.stream().map(Object::toString).toList());
    }

    /** One JVM fills the disk while the sink is away, a second one begins with what the first has left. */
    private static String backlog(int megabytes) throws IOException {
        try (ScratchDirectory directory = ScratchDirectory.create();
                ChildJvm sink = start(NumberedSink.class, List.of("tls", directory.path()))) {
            String port = sink.await("port");
            sink.say("away");
            String[] filled;
            try (ChildJvm first = start(BacklogRun.class, List.of("fill", port, directory.path(), megabytes))) {
                filled = first.await("result").split(" ");
            }
            sink.say("back");
            try (ChildJvm second = start(BacklogRun.class, List.of("drain", port, directory.path(), megabytes))) {
                second.await("begins");
                long begin = System.nanoTime();
                sink.say("await " + filled[0] + " " + PATIENCE_SECONDS);
                Arrivals.Count count = Arrivals.Count.parse(sink.await("arrived"));
                long nanos = System.nanoTime() - begin - count.quietNanos();
                second.say("end");
                return "sent=" + filled[0] + " arrived=" + count.distinct() + " duplicates=" + count.duplicates()
                        + " diskMb=" + filled[1] + " drainedMs=" + nanos / 1_000_000 + " perSecond="
                        + count.distinct() * 1_000_000_000 / nanos + " " + second.await("result");
            }
        }
    }
}
