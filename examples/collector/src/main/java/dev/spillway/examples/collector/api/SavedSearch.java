package dev.spillway.examples.collector.api;

import org.jspecify.annotations.Nullable;

/**
 * A query with a name, for the systems of one group.
 *
 * @param alert where its new events are told, or null
 */
record SavedSearch(
        long id,
        String name,
        String query,
        long groupId,
        @Nullable Alert alert) {

    SavedSearch withAlert(@Nullable Alert other) {
        return new SavedSearch(id, name, query, groupId, other);
    }
}
