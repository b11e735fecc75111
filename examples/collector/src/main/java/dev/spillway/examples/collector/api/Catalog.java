package dev.spillway.examples.collector.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spillway.examples.collector.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The groups and saved searches, in one JSON file. The group with id 1 holds all systems and cannot be deleted. Safe
 * for use by many threads.
 */
public final class Catalog {

    /** Id of the group of all systems. */
    static final long ALL = 1;

    /** The group with that id, as it is made. */
    static final Group ALL_SYSTEMS = new Group(ALL, "All Systems", "*", List.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    // Guarded by this; the lists are never changed, only replaced.
    private Content content;

    private Catalog(Path file, Content content) {
        this.file = file;
        this.content = content;
    }

    /**
     * Reads the file, if there is one.
     *
     * @throws IOException if it cannot be read, or is not what was written
     */
    public static Catalog open(Path file) throws IOException {
        if (Files.notExists(file)) {
            return new Catalog(file, new Content(ALL + 1, List.of(ALL_SYSTEMS), List.of()));
        }
        try {
            return new Catalog(file, JSON.readValue(Files.readAllBytes(file), Content.class));
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
        }
    }

    synchronized List<Group> groups() {
        return content.groups();
    }

    synchronized List<SavedSearch> searches() {
        return content.searches();
    }

    Optional<Group> group(long id) {
        return groups().stream().filter(group -> group.id() == id).findFirst();
    }

    Optional<SavedSearch> search(long id) {
        return searches().stream().filter(search -> search.id() == id).findFirst();
    }

    synchronized Group addGroup(String name, String wildcard) throws IOException {
        Group group = new Group(content.nextId(), name, wildcard, List.of());
        List<Group> groups = new ArrayList<>(content.groups());
        groups.add(group);
        write(new Content(content.nextId() + 1, groups, content.searches()));
        return group;
    }

    synchronized SavedSearch addSearch(String name, String query, long groupId, @Nullable Alert alert)
            throws IOException {
        SavedSearch search = new SavedSearch(content.nextId(), name, query, groupId, alert);
        List<SavedSearch> searches = new ArrayList<>(content.searches());
        searches.add(search);
        write(new Content(content.nextId() + 1, content.groups(), searches));
        return search;
    }

    synchronized void changeGroup(long id, UnaryOperator<Group> change) throws IOException {
        List<Group> groups = content.groups().stream()
                .map(group -> group.id() == id ? change.apply(group) : group)
                .toList();
        write(new Content(content.nextId(), groups, content.searches()));
    }

    synchronized void changeSearch(long id, UnaryOperator<SavedSearch> change) throws IOException {
        List<SavedSearch> searches = content.searches().stream()
                .map(search -> search.id() == id ? change.apply(search) : search)
                .toList();
        write(new Content(content.nextId(), content.groups(), searches));
    }

    /** Deletes a group and its saved searches. */
    synchronized void deleteGroup(long id) throws IOException {
        write(new Content(
                content.nextId(),
                content.groups().stream().filter(group -> group.id() != id).toList(),
                content.searches().stream()
                        .filter(search -> search.groupId() != id)
                        .toList()));
    }

    synchronized void deleteSearch(long id) throws IOException {
        write(new Content(
                content.nextId(),
                content.groups(),
                content.searches().stream().filter(search -> search.id() != id).toList()));
    }

    private void write(Content next) throws IOException {
        PrivateDirectory.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(next));
        content = next;
    }

    /** What the file holds. */
    record Content(long nextId, List<Group> groups, List<SavedSearch> searches) {

        Content {
            groups = List.copyOf(groups);
            searches = List.copyOf(searches);
        }
    }
}
