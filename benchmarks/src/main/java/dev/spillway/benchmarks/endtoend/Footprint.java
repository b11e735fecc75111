package dev.spillway.benchmarks.endtoend;

import dev.spillway.benchmarks.DiscardingSink;
import dev.spillway.benchmarks.ScratchDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the first engine of a JVM costs at its start and while nothing is logged, with and without a spill directory.
 * Each run is a fresh JVM ({@link EngineProbe}) that ships to an endpoint over TCP in this process, which takes turns
 * between the two; medians are printed as a table. Argument: rounds (default 7).
 */
public final class Footprint {
    private static final int ROUNDS = 7;

    private Footprint() {}

    /** Runs both and prints the table. */
    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
        List<double[]> memory = new ArrayList<>();
        List<double[]> disk = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            memory.add(run("none"));
            try (ScratchDirectory directory = ScratchDirectory.create()) {
                disk.add(run(directory.path().toString()));
            }
        }
        System.out.println("| | memory | disk |");
        System.out.println("|---|---|---|");
        for (int i = 0; i < EngineProbe.NAMES.size(); i++) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f |%n",
                    EngineProbe.NAMES.get(i),
                    median(memory, i),
                    median(disk, i));
        }
    }

    private static double[] run(String directory) throws IOException {
        try (DiscardingSink sink = new DiscardingSink();
                ChildJvm probe =
                        new ChildJvm(List.of("-Xmx128m"), EngineProbe.class, List.of(sink.destination(), directory))) {
            return Arrays.stream(probe.await("result").split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
    }

    private static double median(List<double[]> runs, int figure) {
        double[] sorted = runs.stream().mapToDouble(run -> run[figure]).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
