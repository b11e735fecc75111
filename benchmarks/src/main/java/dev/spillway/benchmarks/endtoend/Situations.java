package dev.spillway.benchmarks.endtoend;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What log calls take and what arrives while something happens to the endpoint, of several shippers beside each other:
 * each run is a fresh sender ({@link SituationRun}) and a fresh sink, and prints one line. Arguments: names of shippers with
 * commas between them, names of {@link Situation}s likewise ({@code all} for all), calls a second (default 20,000),
 * seconds (default 12; at least 3 more than the situation takes), then options for the sender's JVM.
 */
public final class Situations {
    private static final String RATE = "20000";
    private static final String SECONDS = "12";

    private Situations() {}

    /** Runs them and prints the lines. */
    public static void main(String[] arguments) throws IOException {
        Map<String, Shipper> all = Shipper.all();
        if (arguments.length < 2) {
            System.err.println("Arguments: shippers, situations, calls a second, seconds. Shippers: " + all.keySet()
                    + "; situations: " + List.of(Situation.values()));
            System.exit(2);
        }
        String rate = arguments.length > 2 ? arguments[2] : RATE;
        String seconds = arguments.length > 3 ? arguments[3] : SECONDS;
        List<String> options = List.of(arguments).subList(Math.min(4, arguments.length), arguments.length);
        List<Situation> situations = arguments[1].equals("all")
                ? List.of(Situation.values())
                : List.of(arguments[1].split(",")).stream()
                        .map(Situation::valueOf)
                        .toList();
        for (Situation situation : situations) {
            int atLeast = (situation.endMillis() + 999) / 1000 + 3;
            String time = Integer.toString(Math.max(atLeast, Integer.parseInt(seconds)));
            for (String name : arguments[0].split(",", -1)) {
                Shipper shipper = all.get(name);
                if (shipper == null) {
                    throw new IllegalArgumentException("shipper must be one of " + all.keySet() + ", was " + name);
                }
                System.out.printf(
                        "situation=%s shipper=%s perSecond=%s %s%n",
                        situation, name, rate, run(shipper, options, situation, rate, time));
            }
        }
    }

    private static String run(Shipper shipper, List<String> options, Situation situation, String rate, String seconds)
            throws IOException {
        List<String> run = List.of(
                shipper.protocol(), shipper.frontEnd(), shipper.configuration(), situation.name(), rate, seconds);
        try (ChildJvm sender = shipper.start(SituationRun.class, options, run)) {
            return sender.await("result");
        } catch (IllegalStateException e) {
            return "failed: " + e.getMessage();
        }
    }
}
