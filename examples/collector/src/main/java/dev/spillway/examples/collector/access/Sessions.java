package dev.spillway.examples.collector.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spillway.examples.collector.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who is logged in, for 14 days from the login on. Hashes of the sessions' ids stand in {@code sessions.json}, so that a
 * page that is left open goes on after a restart. Of more than 200 sessions the oldest end. Safe for use by many threads.
 */
final class Sessions {

    static final Duration LIFE = Duration.ofDays(14);

    private static final int MOST = 200;
    private static final int ID_BYTES = 32;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Clock clock;

    // Guarded by this: when each session ends, in milliseconds since 1970, by the hash of its id; oldest first.
    private final Map<String, Long> ends;

    private Sessions(Path file, Clock clock, Map<String, Long> ends) {
        this.file = file;
        this.clock = clock;
        this.ends = ends;
    }

    /** Reads the sessions of earlier runs. */
    static Sessions open(Path file, Clock clock) throws IOException {
        if (Files.notExists(file)) {
            return new Sessions(file, clock, new LinkedHashMap<>());
        }
        try {
            return new Sessions(
                    file,
                    clock,
                    JSON.readValue(Files.readAllBytes(file), new TypeReference<LinkedHashMap<String, Long>>() {}));
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is damaged; delete it, which ends all sessions", e);
        }
    }

    /** Begins a session and returns its id, which only its browser keeps. */
    synchronized String begin() throws IOException {
        String id = Secret.text(ID_BYTES);
        long now = clock.millis();
        ends.values().removeIf(end -> end <= now);
        ends.put(Secret.hashOf(id), now + LIFE.toMillis());
        Iterator<String> oldest = ends.keySet().iterator();
        for (int over = ends.size() - MOST; over > 0; over--) {
            oldest.next();
            oldest.remove();
        }
        write();
        return id;
    }

    synchronized boolean isOpen(String id) {
        Long end = ends.get(Secret.hashOf(id));
        return end != null && clock.millis() < end;
    }

    synchronized void end(String id) throws IOException {
        if (ends.remove(Secret.hashOf(id)) != null) {
            write();
        }
    }

    synchronized void endAll() throws IOException {
        if (!ends.isEmpty()) {
            ends.clear();
            write();
        }
    }

    private void write() throws IOException {
        PrivateDirectory.write(file, JSON.writeValueAsBytes(ends));
    }
}
