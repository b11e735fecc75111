package dev.spillway.crash;

import dev.spillway.ConnectionState;
import dev.spillway.SpillwayStats;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@link LoggingProgram} says of itself: a word and numbers by name.
 *
 * @param word {@code started}, {@code stats} or {@code closed}
 */
record ProgramLine(String word, Map<String, Long> numbers) {

    static String started(long buildMicros, SpillwayStats stats) {
        return of("started", stats) + " buildMicros=" + buildMicros;
    }

    static String of(String word, SpillwayStats stats) {
        return word + " accepted=" + stats.accepted() + " recovered=" + stats.recovered() + " delivered="
                + stats.delivered() + " pending=" + stats.pending() + " dropped=" + stats.droppedTotal() + " inMemory="
                + stats.pendingInMemory() + " spill=" + stats.spillBytes() + " direct=" + directBytes()
                + " trouble=" + (stats.spillTrouble() == null ? 0 : 1)
                + " connected=" + (stats.connection() == ConnectionState.CONNECTED ? 1 : 0);
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    static boolean isOne(String line) {
        return line.matches("(started|stats|closed)( \\w+=\\d+)+");
    }

    static ProgramLine parse(String line) {
        String[] words = line.split(" ");
        Map<String, Long> numbers = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            numbers.put(words[i].substring(0, equals), Long.parseLong(words[i].substring(equals + 1)));
        }
        return new ProgramLine(words[0], Map.copyOf(numbers));
    }

    long number(String name) {
        Long value = numbers.get(name);
        if (value == null) {
            throw new AssertionError("no " + name + " in " + this);
        }
        return value;
    }
}
