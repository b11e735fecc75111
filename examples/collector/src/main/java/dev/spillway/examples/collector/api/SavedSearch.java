package dev.spillway.examples.collector.api;

/** A query with a name, for the systems of one group. */
record SavedSearch(long id, String name, String query, long groupId) {}
