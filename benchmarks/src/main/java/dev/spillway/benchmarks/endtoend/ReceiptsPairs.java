package dev.spillway.benchmarks.endtoend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What read receipts cost: runs of {@link LogbackSender} with {@code receipts=auto} and {@code receipts=off} in turn, the
 * order changing from pair to pair, and the ratio of the two in each pair. Beside them stand pairs that differ in nothing,
 * which is the noise. Arguments: pairs (default 20), events a run (default 3,000,000), calls at a fixed rate (default
 * 20,000), events to warm up (default 10,000,000, since the code for new keys is only called once in a few thousand events
 * and so takes long to be compiled).
 */
public final class ReceiptsPairs {
    private static final int THREADS = 4;

    private final int events;
    private final int calls;
    private final int warmUp;

    private ReceiptsPairs(int events, int calls, int warmUp) {
        this.events = events;
        this.calls = calls;
        this.warmUp = warmUp;
    }

    private record Run(SenderRun sender, PacedCalls calls) {}

    /** Runs all pairs and prints the table. */
    public static void main(String[] arguments) throws IOException {
        int pairs = number(arguments, 0, 20);
        ReceiptsPairs benchmark = new ReceiptsPairs(
                number(arguments, 1, 3_000_000), number(arguments, 2, 20_000), number(arguments, 3, 10_000_000));
        List<Run[]> receipts = new ArrayList<>();
        List<Run[]> noise = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            receipts.add(benchmark.pair("auto", "off", i % 2 == 0));
            noise.add(benchmark.pair("off", "off", i % 2 == 0));
        }
        System.out.println("| pairs | events/s | CPU s per event | p50 of the call | p99.9 of the call |");
        System.out.println("|---|---|---|---|---|");
        print("auto / off", receipts);
        print("off / off", noise);
    }

    private static int number(String[] arguments, int place, int otherwise) {
        return arguments.length > place ? Integer.parseInt(arguments[place]) : otherwise;
    }

    private Run[] pair(String one, String other, boolean oneFirst) throws IOException {
        Run[] runs = new Run[2];
        runs[oneFirst ? 0 : 1] = run(oneFirst ? one : other);
        runs[oneFirst ? 1 : 0] = run(oneFirst ? other : one);
        System.err.println(Arrays.toString(runs));
        return runs;
    }

    private Run run(String receipts) throws IOException {
        List<String> arguments = List.of(
                "memory",
                Integer.toString(THREADS),
                Integer.toString(events),
                receipts,
                Integer.toString(calls),
                Integer.toString(warmUp));
        try (ChildJvm sender = new ChildJvm(List.of("-Xmx256m"), LogbackSender.class, arguments)) {
            PacedCalls paced = PacedCalls.parse(sender.await("calls"));
            return new Run(SenderRun.parse(sender.await("result")), paced);
        }
    }

    private static void print(String name, List<Run[]> pairs) {
        double[] perSecond = new double[pairs.size()];
        double[] cpu = new double[pairs.size()];
        double[] median = new double[pairs.size()];
        double[] p999 = new double[pairs.size()];
        for (int i = 0; i < pairs.size(); i++) {
            Run one = pairs.get(i)[0];
            Run other = pairs.get(i)[1];
            perSecond[i] = one.sender.perSecond() / other.sender.perSecond();
            cpu[i] = one.sender.cpuSeconds() / other.sender.cpuSeconds();
            median[i] = (double) one.calls.median() / other.calls.median();
            p999[i] = (double) one.calls.p999() / other.calls.p999();
        }
        System.out.println(
                "| " + name + " | " + of(perSecond) + " | " + of(cpu) + " | " + of(median) + " | " + of(p999) + " |");
    }

    /** The median, and the quartiles. */
    private static String of(double[] ratios) {
        Arrays.sort(ratios);
        int last = ratios.length - 1;
        return String.format(
                Locale.ROOT,
                "%.3f (%.3f to %.3f)",
                (ratios[last / 2] + ratios[(last + 1) / 2]) / 2,
                ratios[last / 4],
                ratios[last - last / 4]);
    }
}
