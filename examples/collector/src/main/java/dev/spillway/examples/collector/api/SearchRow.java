package dev.spillway.examples.collector.api;

import java.util.LinkedHashMap;
import java.util.Map;

/** What answers say of a saved search; never its alert's address. */
final class SearchRow {

    private SearchRow() {}

    static Map<String, Object> of(SavedSearch search) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", search.id());
        row.put("name", search.name());
        row.put("query", search.query());
        Alert alert = search.alert();
        row.put("alert", alert == null ? "none" : alert.slack() ? "slack" : "webhook");
        return row;
    }
}
