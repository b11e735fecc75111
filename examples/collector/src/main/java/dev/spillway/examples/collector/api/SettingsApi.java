package dev.spillway.examples.collector.api;

import dev.spillway.examples.collector.web.Json;
import dev.spillway.examples.collector.web.Refusal;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Systems, groups and saved searches as Papertrail's API has them. Safe for use by many threads. */
final class SettingsApi {

    private static final Map<String, Object> DONE = Map.of("message", "done");

    private final Systems systems;
    private final Catalog catalog;
    private final AlertFields alerts;
    private final ZoneId zone;

    SettingsApi(Systems systems, Catalog catalog, AlertFields alerts, ZoneId zone) {
        this.systems = systems;
        this.catalog = catalog;
        this.alerts = alerts;
        this.zone = zone;
    }

    List<Map<String, Object>> systems(Context context) throws IOException {
        return systems.all().stream().map(seen -> row(context, seen)).toList();
    }

    Map<String, Object> system(Context context) throws IOException {
        return row(context, systems.find(context.pathParam("id")));
    }

    Map<String, Object> join(Context context) throws IOException {
        return move(context, host -> group -> group.withJoined(host));
    }

    Map<String, Object> leave(Context context) throws IOException {
        return move(context, host -> group -> group.withLeft(host));
    }

    private Map<String, Object> move(Context context, Move move) throws IOException {
        Systems.Seen system = systems.find(context.pathParam("id"));
        Group group = group(Json.field(context, "group_id"));
        catalog.changeGroup(group.id(), move.of(system.name()));
        return row(context, system);
    }

    List<Map<String, Object>> groups(Context context) throws IOException {
        List<Systems.Seen> all = systems.all();
        return catalog.groups().stream().map(group -> row(context, group, all)).toList();
    }

    Map<String, Object> group(Context context) throws IOException {
        return row(context, group(context.pathParam("id")), systems.all());
    }

    Map<String, Object> addGroup(Context context) throws IOException {
        String name = required(context, "group", "name");
        String wildcard = Objects.requireNonNullElse(Json.field(context, "group", "system_wildcard"), "");
        return row(context, catalog.addGroup(name, wildcard), systems.all());
    }

    Map<String, Object> changeGroup(Context context) throws IOException {
        Group group = group(context.pathParam("id"));
        String name = Json.field(context, "group", "name");
        String wildcard = Json.field(context, "group", "system_wildcard");
        catalog.changeGroup(
                group.id(),
                old -> new Group(
                        old.id(),
                        Objects.requireNonNullElse(name, old.name()),
                        Objects.requireNonNullElse(wildcard, old.systemWildcard()),
                        old.hosts()));
        return group(context);
    }

    Map<String, Object> deleteGroup(Context context) throws IOException {
        Group group = group(context.pathParam("id"));
        if (group.id() == Catalog.ALL) {
            throw Refusal.badRequest("the group of all systems stays");
        }
        catalog.deleteGroup(group.id());
        return DONE;
    }

    List<Map<String, Object>> searches(Context context) {
        return catalog.searches().stream().map(search -> row(context, search)).toList();
    }

    Map<String, Object> search(Context context) {
        return row(context, savedSearch(context));
    }

    Map<String, Object> addSearch(Context context) throws IOException {
        String name = required(context, "search", "name");
        String query = required(context, "search", "query");
        EventsApi.query(query);
        String groupId = Json.field(context, "search", "group_id");
        Group group = group(groupId == null ? Long.toString(Catalog.ALL) : groupId);
        return row(context, catalog.addSearch(name, query, group.id(), alerts.in(context, null)));
    }

    Map<String, Object> changeSearch(Context context) throws IOException {
        SavedSearch search = savedSearch(context);
        String name = Json.field(context, "search", "name");
        String query = Json.field(context, "search", "query");
        EventsApi.query(query);
        String groupId = Json.field(context, "search", "group_id");
        long group = groupId == null ? search.groupId() : group(groupId).id();
        Alert alert = alerts.in(context, search.alert());
        catalog.changeSearch(
                search.id(),
                old -> new SavedSearch(
                        old.id(),
                        Objects.requireNonNullElse(name, old.name()),
                        Objects.requireNonNullElse(query, old.query()),
                        group,
                        alert));
        return search(context);
    }

    /** Tells the newest events of a search where its new ones are told. */
    Map<String, Object> testSearch(Context context) throws IOException {
        alerts.test(savedSearch(context));
        return DONE;
    }

    Map<String, Object> deleteSearch(Context context) throws IOException {
        catalog.deleteSearch(savedSearch(context).id());
        return DONE;
    }

    private Group group(@Nullable String id) {
        return catalog.group(parse(id)).orElseThrow(() -> Refusal.notFound("group"));
    }

    private SavedSearch savedSearch(Context context) {
        return catalog.search(parse(context.pathParam("id"))).orElseThrow(() -> Refusal.notFound("search"));
    }

    /** The id, or -1, which nothing has. */
    private static long parse(@Nullable String id) {
        try {
            return id == null ? -1 : Long.parseLong(id);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static String required(Context context, String object, String name) {
        String value = Json.field(context, object, name);
        if (value == null || value.isBlank()) {
            throw Refusal.badRequest(object + "[" + name + "] is missing");
        }
        return value;
    }

    private Map<String, Object> row(Context context, Systems.Seen seen) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", seen.id());
        row.put("name", seen.name());
        row.put("last_event_at", EventRow.text(seen.newest().event().received(), zone));
        row.put("ip_address", seen.newest().sender());
        row.put("hostname", seen.name());
        row.put(
                "syslog",
                Map.of(
                        "hostname",
                        context.req().getServerName(),
                        "port",
                        context.req().getServerPort()));
        row.put("_links", links(context, "systems/" + seen.id(), "system_id=" + seen.id()));
        return row;
    }

    private Map<String, Object> row(Context context, Group group, List<Systems.Seen> all) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", group.id());
        row.put("name", group.name());
        row.put("system_wildcard", group.systemWildcard());
        row.put(
                "systems",
                all.stream()
                        .filter(seen -> group.has(seen.name()))
                        .map(seen -> row(context, seen))
                        .toList());
        row.put("_links", links(context, "groups/" + group.id(), "group_id=" + group.id()));
        return row;
    }

    private Map<String, Object> row(Context context, SavedSearch search) {
        Map<String, Object> row = SearchRow.of(search);
        row.put(
                "group",
                catalog.group(search.groupId())
                        .<Map<String, Object>>map(group -> Map.of("id", group.id(), "name", group.name()))
                        .orElse(Map.of()));
        row.put("_links", links(context, "searches/" + search.id(), "group_id=" + search.groupId()));
        return row;
    }

    private static Map<String, Object> links(Context context, String path, String events) {
        String root = context.scheme() + "://" + context.host();
        return Map.of(
                "self", Map.of("href", root + "/api/v1/" + path + ".json"),
                "html", Map.of("href", root + "/"),
                "search", Map.of("href", root + "/api/v1/events/search.json?" + events));
    }

    @FunctionalInterface
    private interface Move {
        UnaryOperator<Group> of(String host);
    }
}
