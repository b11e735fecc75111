package dev.spillway.examples.collector.api;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What answers say of a saved search; of a web hook's address the host alone. */
final class SearchRow {

    private SearchRow() {}

    static Map<String, Object> of(SavedSearch search) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", search.id());
        row.put("name", search.name());
        row.put("query", search.query());
        Alert alert = search.alert();
        row.put("alert", alert == null ? "none" : alert.kind().name().toLowerCase(Locale.ROOT));
        row.put("alert_paused", alert != null && alert.paused());
        row.put("alert_target", alert == null ? "" : target(alert));
        return row;
    }

    private static String target(Alert alert) {
        return alert.kind() == Alert.Kind.EMAIL
                ? alert.address()
                : URI.create(alert.address()).getHost();
    }
}
