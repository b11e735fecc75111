package dev.spillway.examples.collector.activity;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What one system, or several together, said of late.
 *
 * @param name host name
 * @param lastSeen when it spoke last, in milliseconds since 1970; 0 for never
 * @param minutes events of each of the last 60 minutes, the present one last
 * @param hours events of each of the last 48 hours, the present one last
 */
public record Pulse(String name, long lastSeen, List<Integer> minutes, List<Integer> hours) {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    public Pulse {
        minutes = List.copyOf(minutes);
        hours = List.copyOf(hours);
    }

    Pulse(String name, long lastSeen, int[] minutes, int[] hours) {
        this(
                name,
                lastSeen,
                Arrays.stream(minutes).boxed().toList(),
                Arrays.stream(hours).boxed().toList());
    }

    /** Events a minute, over the present minute and the one before it. */
    public double rate(long now) {
        int events = minutes.get(minutes.size() - 1) + minutes.get(minutes.size() - 2);
        return events * (double) MINUTE / (MINUTE + now % MINUTE);
    }

    /** {@code now} for who spoke in the last five minutes, {@code day} for the last 24 hours, else {@code silent}. */
    public String light(long now) {
        long silence = now - lastSeen;
        if (silence <= Duration.ofMinutes(5).toMillis()) {
            return "now";
        }
        return silence <= Duration.ofHours(24).toMillis() ? "day" : "silent";
    }

    /** Several systems as one. */
    public static Pulse sum(String name, List<Pulse> parts) {
        long lastSeen = parts.stream().mapToLong(Pulse::lastSeen).max().orElse(0);
        return new Pulse(
                name,
                lastSeen,
                sum(parts.stream().map(Pulse::minutes).toList(), 60),
                sum(parts.stream().map(Pulse::hours).toList(), 48));
    }

    private static List<Integer> sum(List<List<Integer>> rows, int length) {
        int[] sum = new int[length];
        for (List<Integer> row : rows) {
            for (int i = 0; i < length; i++) {
                sum[i] += row.get(i);
            }
        }
        return Arrays.stream(sum).boxed().toList();
    }
}
