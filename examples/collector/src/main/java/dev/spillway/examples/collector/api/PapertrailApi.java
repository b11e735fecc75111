package dev.spillway.examples.collector.api;

import dev.spillway.examples.collector.store.EventIndex;
import dev.spillway.examples.collector.web.Json;
import io.javalin.config.RoutesConfig;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Papertrail's API, version 1: {@code events/search.json}, {@code systems.json}, {@code groups.json}, {@code
 * searches.json} and {@code accounts.json}. Safe for use by many threads.
 */
public final class PapertrailApi {

    private static final String ROOT = "/api/v1/";

    private final EventIndex index;
    private final EventsApi events;
    private final SettingsApi settings;

    /** The API over an index and a catalog, with times in a zone. */
    public PapertrailApi(EventIndex index, Catalog catalog, AlertSender sender, AlertSearch search, ZoneId zone) {
        this.index = index;
        Systems systems = new Systems(index);
        this.events = new EventsApi(index, systems, catalog, zone);
        this.settings = new SettingsApi(systems, catalog, new AlertFields(sender, search, systems), zone);
    }

    /** Adds the paths. Who may use them is checked elsewhere. */
    public void addTo(RoutesConfig routes) {
        Json.get(routes, ROOT + "events/search.json", events::search);
        Json.get(routes, ROOT + "accounts.json", context -> account());
        Json.get(routes, ROOT + "systems.json", settings::systems);
        Json.get(routes, ROOT + "systems/{id}.json", settings::system);
        Json.post(routes, ROOT + "systems/{id}/join.json", settings::join);
        Json.post(routes, ROOT + "systems/{id}/leave.json", settings::leave);
        Json.get(routes, ROOT + "groups.json", settings::groups);
        Json.post(routes, ROOT + "groups.json", settings::addGroup);
        Json.get(routes, ROOT + "groups/{id}.json", settings::group);
        Json.put(routes, ROOT + "groups/{id}.json", settings::changeGroup);
        Json.delete(routes, ROOT + "groups/{id}.json", settings::deleteGroup);
        Json.get(routes, ROOT + "searches.json", settings::searches);
        Json.post(routes, ROOT + "searches.json", settings::addSearch);
        Json.get(routes, ROOT + "searches/{id}.json", settings::search);
        Json.put(routes, ROOT + "searches/{id}.json", settings::changeSearch);
        Json.delete(routes, ROOT + "searches/{id}.json", settings::deleteSearch);
        Json.post(routes, ROOT + "searches/{id}/test.json", settings::testSearch);
    }

    /** The month's volume; nothing is refused beyond the plan, so there is no hard limit. */
    private Map<String, Object> account() {
        long used = index.monthBytes();
        long plan = index.settings().monthlyBytes();
        Map<String, Object> account = new LinkedHashMap<>();
        account.put("log_data_transfer_used", used);
        account.put("log_data_transfer_used_percent", 100.0 * used / plan);
        account.put("log_data_transfer_plan_limit", plan);
        account.put("month", YearMonth.now(ZoneId.of("UTC")).toString());
        return account;
    }
}
