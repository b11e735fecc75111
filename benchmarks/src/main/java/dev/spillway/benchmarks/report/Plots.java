package dev.spillway.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Draws what benchmarks have printed. Arguments: a directory with their output ({@code *.txt}), and one for the plots. Of
 * several runs of the same thing the medians are drawn; runs that lost events are left out of those of speed.
 */
public final class Plots {
    private final List<Result> results;
    private final Path target;

    private Plots(List<Result> results, Path target) {
        this.results = results;
        this.target = target;
    }

    /** Draws them. */
    public static void main(String[] arguments) throws IOException {
        Path target = Files.createDirectories(Path.of(arguments[1]));
        Plots plots = new Plots(Result.read(Path.of(arguments[0])), target);
        plots.shippers("events.svg", 4, "Events per second until the last has arrived", "perSecond", "%,.0f", true);
        plots.shippers(
                "cpu.svg", 4, "Processor time of the sender, seconds per million events", "cpuSeconds", "%.2f", false);
        plots.shippers("memory.svg", 4, "Peak memory of the sender, MB", "rssMb", "%,.0f", false);
        for (int threads : new int[] {1, 2, 16}) {
            plots.shippers(
                    "events-" + threads + ".svg",
                    threads,
                    "Events per second by " + threads + (threads == 1 ? " thread" : " threads"),
                    "perSecond",
                    "%,.0f",
                    true);
        }
        plots.situations();
        plots.growth();
    }

    private void shippers(String file, int threads, String title, String figure, String format, boolean greatestFirst)
            throws IOException {
        Map<String, List<Result>> groups = results.stream()
                .filter(result -> result.isOf("shipper") && result.number("threads") == threads)
                .filter(result -> result.isComplete() && result.number(figure) > 0)
                .collect(Collectors.groupingBy(
                        result -> result.text("shipper"), LinkedHashMap::new, Collectors.toList()));
        List<Chart.Row> rows = new ArrayList<>();
        groups.forEach((shipper, runs) -> {
            double median = median(runs, figure);
            rows.add(new Chart.Row(shipper, List.of(median), String.format(Locale.ROOT, format, median)));
        });
        Comparator<Chart.Row> order = Comparator.comparingDouble(Chart.Row::greatest);
        rows.sort(greatestFirst ? order.reversed() : order);
        if (!rows.isEmpty()) {
            write(file, Chart.bars(title, rows));
        }
    }

    private void situations() throws IOException {
        Map<String, List<Result>> bySituation = results.stream()
                .filter(result -> result.isOf("situation"))
                .collect(Collectors.groupingBy(
                        result -> result.text("situation") + "-" + result.text("perSecond"),
                        LinkedHashMap::new,
                        Collectors.toList()));
        for (Map.Entry<String, List<Result>> entry : bySituation.entrySet()) {
            Result first = entry.getValue().get(0);
            String name = first.text("situation").toLowerCase(Locale.ROOT).replace('_', ' ');
            String title = String.format(
                    Locale.ROOT,
                    "Endpoint %s, %,.0f calls a second: p50, p99, p99.9 of what a call waits",
                    name,
                    first.number("perSecond"));
            List<Chart.Row> rows = new ArrayList<>();
            groups(entry.getValue(), "shipper").forEach((shipper, runs) -> rows.add(waits(shipper, runs)));
            rows.sort(Comparator.comparingDouble(Chart.Row::greatest));
            write("waits-" + entry.getKey().toLowerCase(Locale.ROOT) + ".svg", Chart.ranges(title, rows));
        }
    }

    private static Chart.Row waits(String shipper, List<Result> runs) {
        List<Double> values = List.of(median(runs, "p50"), median(runs, "p99"), median(runs, "p999"));
        return new Chart.Row(shipper, values, values.stream().map(Plots::time).collect(Collectors.joining(" / ")));
    }

    private static String time(double nanos) {
        if (nanos < 1e3) {
            return String.format(Locale.ROOT, "%.0f ns", nanos);
        }
        if (nanos < 1e6) {
            return String.format(Locale.ROOT, "%.1f us", nanos / 1e3);
        }
        return nanos < 1e9
                ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
                : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }

    private void growth() throws IOException {
        growth("threads", "perSecond", "Events per second, by threads and buffer");
        growth("size", "perSecond", "Events per second, by length of the text");
        growth("rate", "cpuSeconds", "Processor seconds per million events, by calls a second");
        growth("backlog", "drainedMs", "Milliseconds until a backlog is delivered, by its megabytes");
        growth("engines", "perSecond", "Events per second of all, by engines in one JVM");
    }

    private void growth(String what, String figure, String title) throws IOException {
        List<Result> runs = results.stream()
                .filter(result -> result.text("growth").equals(what))
                .toList();
        List<Chart.Row> rows = new ArrayList<>();
        groups(runs, "value")
                .forEach((value, same) -> groups(same, "buffer").forEach((buffer, measured) -> {
                    double median = median(measured, figure);
                    String shown = String.format(Locale.ROOT, median < 100 ? "%.2f" : "%,.0f", median);
                    rows.add(new Chart.Row(value + " " + buffer, List.of(median), shown));
                }));
        if (!rows.isEmpty()) {
            write("growth-" + what + ".svg", Chart.bars(title, rows));
        }
    }

    private static Map<String, List<Result>> groups(List<Result> all, String name) {
        Function<Result, String> key = result -> result.text(name);
        return all.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }

    private static double median(List<Result> runs, String figure) {
        double[] sorted =
                runs.stream().mapToDouble(run -> run.number(figure)).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private void write(String file, String svg) throws IOException {
        Files.writeString(target.resolve(file), svg);
        System.out.println(target.resolve(file));
    }
}
