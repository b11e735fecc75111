package dev.spillway.examples.collector.api;

import dev.spillway.examples.collector.store.EventIndex;
import dev.spillway.examples.collector.store.StoredEvent;
import dev.spillway.examples.collector.web.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/** The systems that can be found, each by its host name. Safe for use by many threads. */
final class Systems {

    private final EventIndex index;

    Systems(EventIndex index) {
        this.index = index;
    }

    /** A system and the newest of its events. */
    record Seen(long id, StoredEvent newest) {

        String name() {
            return newest.event().host();
        }
    }

    /** Largest id that an event which can be found may have; the next one's is the position that follows. */
    long findable() {
        return Math.max(0, index.findable() - 1);
    }

    List<Seen> all() throws IOException {
        return index.newestOfEachSystem().stream()
                .map(newest -> new Seen(idOf(newest.event().host()), newest))
                .toList();
    }

    /** The system of that id or host name. */
    Seen find(String idOrName) throws IOException {
        return all().stream()
                .filter(seen ->
                        Long.toString(seen.id()).equals(idOrName) || seen.name().equalsIgnoreCase(idOrName))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("system"));
    }

    /** Host names of a group, to search in; empty if it holds every system there is. */
    List<String> membersOf(Group group) throws IOException {
        if (group.systemWildcard().equals("*")) {
            return List.of();
        }
        List<String> members = all().stream().map(Seen::name).filter(group::has).toList();
        // No host has an empty name, so a group without systems finds nothing.
        return members.isEmpty() ? List.of("") : members;
    }

    /** Follows from the name alone, so that a system keeps its id however often its events come and go. */
    static long idOf(String host) {
        CRC32 crc = new CRC32();
        crc.update(host.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        return crc.getValue() + 1;
    }
}
