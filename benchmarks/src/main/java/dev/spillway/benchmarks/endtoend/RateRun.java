package dev.spillway.benchmarks.endtoend;

import java.util.Locale;

/**
 * One run of {@link Growth}: one thread logs at a fixed rate, a few calls in each millisecond, and prints {@code result}
 * with what that cost the whole process. What the thread's own sleeping costs is in it: {@code none}, an appender that
 * does nothing, costs as much of it. Arguments: {@code none} or {@code spillway}, events to warm up, calls a second, calls.
 */
public final class RateRun {
    private static final int PATIENCE_SECONDS = 10;
    private static final int MILLIS = 1_000;

    private RateRun() {}

    /** Runs once. */
    public static void main(String[] arguments) throws Exception {
        boolean ships = arguments[0].equals("spillway");
        int warmUp = Integer.parseInt(arguments[1]);
        int rate = Integer.parseInt(arguments[2]);
        int calls = Integer.parseInt(arguments[3]);
        try (RunningShipper shipper = RunningShipper.start("tls", "logback", arguments[0] + "-logback.xml")) {
            FrontEnd frontEnd = shipper.frontEnd();
            frontEnd.enter();
            frontEnd.logAll(0, warmUp);
            if (ships) {
                shipper.arrived(warmUp, PATIENCE_SECONDS);
            }
            Usage before = Usage.now();
            PacedCalls paced = PacedCalls.make(calls, rate / MILLIS, i -> frontEnd.log(warmUp + i));
            Arrivals.Count count = ships ? shipper.arrived(warmUp + calls, PATIENCE_SECONDS) : null;
            Usage used = Usage.now().since(before);
            System.out.printf(
                    Locale.ROOT,
                    "result perSecond=%.0f sent=%d arrived=%d cpuSeconds=%.2f cpuShare=%.4f rssMb=%d"
                            + " p50=%d p99=%d p999=%d%n",
                    calls * 1e9 / used.nanos(),
                    warmUp + calls,
                    count == null ? 0 : count.distinct(),
                    used.cpuNanos() / 1e3 / calls,
                    (double) used.cpuNanos() / used.nanos(),
                    RunningShipper.peakMegabytes(),
                    paced.median(),
                    paced.p99(),
                    paced.p999());
        }
    }
}
