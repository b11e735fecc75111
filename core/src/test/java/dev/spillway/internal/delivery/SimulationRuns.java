package dev.spillway.internal.delivery;

import dev.spillway.internal.buffer.SimDisk;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Runs simulations one after the other; what fails is made smaller until it is small enough to be read. */
final class SimulationRuns {
    private static final int MOST_TRIES = 400;
    private static final long MOST_NANOS = 10_000_000_000L;

    final Tally tally = new Tally();
    /** Whose memory all runs share. */
    private final SimDisk blank = new SimDisk();

    private int runs;

    /** A seed, whether its plan is a small one, and the acts of it that take place; null for all of them. */
    record Case(long seed, boolean small, Set<Integer> acts) {
        private static final String SMALL = "s";

        /** Reads what {@link #toString} has written. */
        static Case of(String text) {
            String[] parts = text.split("/", 2);
            Set<Integer> acts = null;
            if (parts.length > 1) {
                acts = new TreeSet<>();
                for (String number : parts[1].isEmpty() ? new String[0] : parts[1].split(",")) {
                    acts.add(Integer.parseInt(number));
                }
            }
            String seed = parts[0].trim();
            boolean small = seed.endsWith(SMALL);
            return new Case(Long.parseLong(small ? seed.substring(0, seed.length() - 1) : seed), small, acts);
        }

        SimulationPlan plan() {
            SimulationPlan plan = new SimulationPlan(seed, small);
            return acts == null ? plan : plan.only(acts);
        }

        @Override
        public String toString() {
            String all = seed + (small ? SMALL : "");
            return acts == null
                    ? all
                    : all + "/" + acts.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
    }

    int runs() {
        return runs;
    }

    /** Runs one; returns what it broke, null if nothing. */
    Throwable run(Case each) {
        SimDisk disk = blank.copy();
        runs++;
        try {
            new Simulation(each.plan(), disk, tally).run();
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        } finally {
            disk.recycle();
        }
    }

    /** A case with fewer acts that fails as well: half of them, then single ones, are left out as long as that fails. */
    Case shrink(Case failing) {
        List<Integer> acts = failing.plan().acts.stream()
                .map(SimulationPlan.Act::number)
                .sorted(Comparator.reverseOrder())
                .toList();
        Set<Integer> kept = new TreeSet<>(acts);
        int tries = 0;
        long begin = System.nanoTime();
        for (int length = Math.max(1, kept.size() / 2); length >= 1; length /= 2) {
            boolean smaller = true;
            while (smaller && tries < MOST_TRIES) {
                smaller = false;
                List<Integer> order = List.copyOf(kept);
                for (int from = 0; from < order.size() && tries < MOST_TRIES; from += length) {
                    Set<Integer> fewer = new TreeSet<>(kept);
                    fewer.removeAll(order.subList(from, Math.min(order.size(), from + length)));
                    tries = System.nanoTime() - begin < MOST_NANOS ? tries + 1 : MOST_TRIES;
                    if (fewer.size() < kept.size() && run(new Case(failing.seed, failing.small, fewer)) != null) {
                        kept = fewer;
                        smaller = true;
                    }
                }
            }
        }
        return new Case(failing.seed, failing.small, kept);
    }
}
