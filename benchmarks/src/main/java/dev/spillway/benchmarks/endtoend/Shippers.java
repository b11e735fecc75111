package dev.spillway.benchmarks.endtoend;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Log shippers beside each other: each run is a fresh sender ({@link ShipperRun}) with the shipper's own class path and a
 * fresh sink ({@link NumberedSink}); shippers take turns, and each run prints one line. Arguments: names of shippers with
 * commas between them ({@code all} for all of them), threads, events a run (default 500,000), rounds (default 3), calls
 * at a fixed rate (default 100,000), then options for the sender's JVM, of which {@code -Dmore=880} makes the text so much
 * longer, but for JUL and the limit.
 */
public final class Shippers {
    private static final int EVENTS = 500_000;
    private static final int ROUNDS = 3;
    private static final int CALLS = 100_000;

    private Shippers() {}

    /** Runs them and prints the lines. */
    public static void main(String[] arguments) throws IOException {
        Map<String, Shipper> all = Shipper.all();
        if (arguments.length < 2) {
            System.err.println("Arguments: shippers, threads, events, rounds, calls. Shippers: " + all.keySet());
            System.exit(2);
        }
        List<String> names = arguments[0].equals("all") ? List.copyOf(all.keySet()) : List.of(arguments[0].split(","));
        int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : ROUNDS;
        for (int round = 0; round < rounds; round++) {
            for (String name : names) {
                Shipper shipper = all.get(name);
                if (shipper == null) {
                    throw new IllegalArgumentException("shipper must be one of " + all.keySet() + ", was " + name);
                }
                System.out.println("shipper=" + name + " " + run(shipper, arguments));
            }
        }
    }

    private static String run(Shipper shipper, String[] arguments) throws IOException {
        List<String> options = List.of(arguments).subList(Math.min(5, arguments.length), arguments.length);
        List<String> run = List.of(
                shipper.protocol(),
                shipper.frontEnd(),
                shipper.configuration(),
                arguments[1],
                argument(arguments, 2, EVENTS),
                argument(arguments, 4, CALLS));
        try (ChildJvm sender = shipper.start(ShipperRun.class, options, run)) {
            return sender.await("result");
        } catch (IllegalStateException e) {
            return "failed: " + e.getMessage();
        }
    }

    private static String argument(String[] arguments, int at, int otherwise) {
        return arguments.length > at ? arguments[at] : Integer.toString(otherwise);
    }
}
