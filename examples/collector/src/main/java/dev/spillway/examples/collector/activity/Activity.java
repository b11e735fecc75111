package dev.spillway.examples.collector.activity;

import dev.spillway.examples.collector.syslog.SyslogEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each system spoke last, and how much of late. Of more than 10,000 systems, those that were silent for longest are
 * forgotten. Safe for use by many threads.
 */
public final class Activity {

    private static final int MOST = 10_000;
    private static final int LEFT_WHEN_FULL = 9_000;

    private final Map<String, Volume> systems = new ConcurrentHashMap<>();

    /** Counts an event of its host, at the time at which it was received. */
    public void add(SyslogEvent event) {
        volume(event.host()).add(event.received().toEpochMilli());
    }

    /** Remembers a system without counting an event. */
    public void seen(String host, Instant time) {
        volume(host).seen(time.toEpochMilli());
    }

    private Volume volume(String host) {
        String key = host.toLowerCase(Locale.ROOT);
        Volume known = systems.get(key);
        if (known != null) {
            return known;
        }
        if (systems.size() >= MOST) {
            forgetSilent();
        }
        return systems.computeIfAbsent(key, unknown -> new Volume(host));
    }

    private synchronized void forgetSilent() {
        if (systems.size() < MOST) {
            return;
        }
        systems.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue().lastSeen()))
                .sorted(Map.Entry.comparingByValue())
                .limit(systems.size() - LEFT_WHEN_FULL)
                .toList()
                .forEach(entry -> systems.remove(entry.getKey()));
    }

    /** All systems, in the order of their names. */
    public List<Pulse> systems(Instant now) {
        return systems.values().stream()
                .map(volume -> volume.at(now.toEpochMilli()))
                .sorted(Comparator.comparing(Pulse::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }
}
