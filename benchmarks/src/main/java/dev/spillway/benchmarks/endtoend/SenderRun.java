package dev.spillway.benchmarks.endtoend;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What one run of {@link LogbackSender} found.
 *
 * @param perSecond events per second until the last had arrived
 * @param cpuSeconds CPU seconds of the sender per million events
 * @param bytes heap that the sender allocated per event
 */
record SenderRun(double perSecond, double cpuSeconds, double bytes) {

    static SenderRun of(Usage used, long events) {
        return new SenderRun(
                events * 1e9 / used.nanos(), used.cpuNanos() / 1e3 / events, (double) used.allocatedBytes() / events);
    }

    static SenderRun parse(String text) {
        double[] values =
                Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
        return new SenderRun(values[0], values[1], values[2]);
    }

    String format() {
        return String.format(Locale.ROOT, "%.0f %.3f %.1f", perSecond, cpuSeconds, bytes);
    }

    static double median(List<SenderRun> runs, ToDoubleFunction<SenderRun> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
