package dev.spillway.examples.collector.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spillway.examples.collector.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which systems are muted, and which are known, by their host names in any case; kept in one file. A muted system's
 * events are kept and found like all others, but are not shown as they arrive and cause no alert. Safe for use by many
 * threads.
 */
public final class SystemRules {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Clock clock;

    // Replaced, never changed, with this held.
    private volatile Map<String, Long> muted;
    private volatile Set<String> known;

    private SystemRules(Path file, Clock clock, Content content) {
        this.file = file;
        this.clock = clock;
        this.muted = content.muted();
        this.known = Set.copyOf(content.known());
    }

    /**
     * Reads the file, if there is one.
     *
     * @throws IOException if it cannot be read, or is not what was written
     */
    public static SystemRules open(Path file, Clock clock) throws IOException {
        if (Files.notExists(file)) {
            return new SystemRules(file, clock, new Content(Map.of(), List.of()));
        }
        try {
            return new SystemRules(file, clock, JSON.readValue(Files.readAllBytes(file), Content.class));
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
        }
    }

    static String key(String host) {
        return host.toLowerCase(Locale.ROOT);
    }

    /** Whether a system is muted now. */
    public boolean isMuted(String host) {
        Map<String, Long> now = muted;
        return !now.isEmpty() && clock.millis() < now.getOrDefault(key(host), 0L);
    }

    /** When a system speaks again, in milliseconds since 1970; {@link Long#MAX_VALUE} for never, 0 if it is not muted. */
    public long mutedUntil(String host) {
        long until = muted.getOrDefault(key(host), 0L);
        return clock.millis() < until ? until : 0;
    }

    /** Mutes a system up to a time; {@link Instant#MAX} for good. */
    public synchronized void mute(String host, Instant until) throws IOException {
        Map<String, Long> next = stillMuted();
        next.put(key(host), until.equals(Instant.MAX) ? Long.MAX_VALUE : until.toEpochMilli());
        write(next, known);
    }

    /** Ends a mute, if there is one. */
    public synchronized void unmute(String host) throws IOException {
        Map<String, Long> next = stillMuted();
        next.remove(key(host));
        write(next, known);
    }

    private Map<String, Long> stillMuted() {
        Map<String, Long> next = new HashMap<>(muted);
        next.values().removeIf(until -> until <= clock.millis());
        return next;
    }

    /** Whether a system was made known. */
    public boolean isKnown(String host) {
        return known.contains(key(host));
    }

    /** Makes systems known for good. */
    public synchronized void addKnown(List<String> hosts) throws IOException {
        Set<String> next = new TreeSet<>(known);
        boolean isNew = false;
        for (String host : hosts) {
            isNew |= next.add(key(host));
        }
        if (isNew) {
            write(muted, next);
        }
    }

    /** Makes a system unknown. */
    public synchronized void removeKnown(String host) throws IOException {
        Set<String> next = new TreeSet<>(known);
        if (next.remove(key(host))) {
            write(muted, next);
        }
    }

    private void write(Map<String, Long> nextMuted, Set<String> nextKnown) throws IOException {
        Content content = new Content(nextMuted, nextKnown.stream().sorted().toList());
        PrivateDirectory.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
        muted = content.muted();
        known = Set.copyOf(content.known());
    }

    /**
     * What the file holds.
     *
     * @param muted up to when, in milliseconds since 1970
     */
    record Content(Map<String, Long> muted, List<String> known) {

        Content {
            muted = Map.copyOf(muted);
            known = List.copyOf(known);
        }
    }
}
