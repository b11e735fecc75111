package dev.spillway.acceptance;

import dev.spillway.Spillway;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/** Says what an engine without work costs; a test runs it in a JVM of its own. */
final class EngineCost {
    private static final int ENGINES = 50;

    private EngineCost() {}

    /** @param args the port of an endpoint */
    public static void main(String[] args) {
        long heapBefore = heap();
        long directBefore = MemoryWatch.directBytes();
        int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
        long started = System.nanoTime();
        long cpuStarted = cpu();
        Spillway first = build(args[0]);
        double cpuMillis = (cpu() - cpuStarted) / 1e6;
        double coldMillis = (System.nanoTime() - started) / 1e6;
        System.out.printf(
                Locale.ROOT,
                "engine: first built in %.0f ms, %.0f ms of the caller's processor time; idle: %d threads, %d KB of direct memory, %d KB of heap%n",
                coldMillis,
                cpuMillis,
                ManagementFactory.getThreadMXBean().getThreadCount() - threadsBefore,
                (MemoryWatch.directBytes() - directBefore) / 1024,
                (heap() - heapBefore) / 1024);
        first.close();
        System.out.printf(Locale.ROOT, "engine: built in %.2f ms once warm%n", warmMillis(args[0]));
    }

    private static double warmMillis(String port) {
        double[] millis = new double[ENGINES];
        for (int i = 0; i < ENGINES; i++) {
            long started = System.nanoTime();
            Spillway engine = build(port);
            millis[i] = (System.nanoTime() - started) / 1e6;
            engine.close();
        }
        Arrays.sort(millis);
        return millis[ENGINES / 2];
    }

    private static Spillway build(String port) {
        return Spillway.builder()
                .name("cost")
                .set("host", "localhost")
                .set("port", port)
                .build();
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
