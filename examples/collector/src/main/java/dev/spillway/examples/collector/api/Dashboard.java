package dev.spillway.examples.collector.api;

import dev.spillway.examples.collector.activity.Activity;
import dev.spillway.examples.collector.activity.Admission;
import dev.spillway.examples.collector.activity.Pulse;
import dev.spillway.examples.collector.activity.SystemRules;
import dev.spillway.examples.collector.store.EventIndex;
import dev.spillway.examples.collector.web.Json;
import dev.spillway.examples.collector.web.Numbers;
import dev.spillway.examples.collector.web.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /page/dashboard}: systems and groups, when they spoke last and how much; {@code /page/mute} and {@code unmute},
 * {@code accept} and {@code refuse}. Safe for use by many threads.
 */
public final class Dashboard {

    private static final Map<String, Object> DONE = Map.of("message", "done");
    private static final long LONGEST_MUTE_MINUTES = Duration.ofDays(365).toMinutes();

    private final Activity activity;
    private final SystemRules rules;
    private final Admission admission;
    private final EventIndex index;
    private final Catalog catalog;
    private final Clock clock;

    /** A dashboard of what the activity counts. */
    public Dashboard(
            Activity activity, SystemRules rules, Admission admission, EventIndex index, Catalog catalog, Clock clock) {
        this.activity = activity;
        this.rules = rules;
        this.admission = admission;
        this.index = index;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** Adds the paths. */
    public void addTo(RoutesConfig routes) {
        Json.get(routes, "/page/dashboard", context -> dashboard());
        Json.post(routes, "/page/mute", this::mute);
        Json.post(routes, "/page/unmute", this::unmute);
        Json.post(routes, "/page/accept", this::accept);
        Json.post(routes, "/page/refuse", this::refuse);
    }

    /** Host names of a group, to search in; empty if it holds every system there is. */
    public List<String> hostsOf(long groupId) throws IOException {
        Group group = catalog.group(groupId).orElseThrow(() -> Refusal.notFound("group"));
        return new Systems(index).membersOf(group);
    }

    private Map<String, Object> dashboard() {
        Instant now = clock.instant();
        List<Pulse> systems = activity.systems(now);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("time", now.toEpochMilli());
        answer.put("systems", systems.stream().map(pulse -> system(pulse, now)).toList());
        answer.put(
                "groups",
                catalog.groups().stream()
                        .map(group -> group(group, systems, now))
                        .toList());
        answer.put("unknown_systems", admission.isOnlyKnown() ? "refuse" : "accept");
        answer.put("refused", admission.refused());
        answer.put(
                "usage",
                Map.of(
                        "month_bytes",
                        index.monthBytes(),
                        "plan_bytes",
                        index.settings().monthlyBytes()));
        return answer;
    }

    private Map<String, Object> system(Pulse pulse, Instant now) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", Systems.idOf(pulse.name()));
        addPulse(row, pulse, now);
        long mutedUntil = rules.mutedUntil(pulse.name());
        row.put("muted", mutedUntil > 0);
        row.put("muted_until", mutedUntil == Long.MAX_VALUE ? 0 : mutedUntil);
        row.put(
                "groups",
                catalog.groups().stream()
                        .filter(group -> group.has(pulse.name()))
                        .map(Group::id)
                        .toList());
        return row;
    }

    private Map<String, Object> group(Group group, List<Pulse> systems, Instant now) {
        List<Pulse> members =
                systems.stream().filter(pulse -> group.has(pulse.name())).toList();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", group.id());
        addPulse(row, Pulse.sum(group.name(), members), now);
        row.put("system_wildcard", group.systemWildcard());
        row.put("hosts", group.hosts());
        row.put(
                "systems",
                members.stream().map(member -> Systems.idOf(member.name())).toList());
        row.put(
                "searches",
                catalog.searches().stream()
                        .filter(search -> search.groupId() == group.id())
                        .map(SearchRow::of)
                        .toList());
        return row;
    }

    private static void addPulse(Map<String, Object> row, Pulse pulse, Instant now) {
        row.put("name", pulse.name());
        row.put("light", pulse.light(now.toEpochMilli()));
        row.put("last_seen", pulse.lastSeen());
        row.put("rate", pulse.rate(now.toEpochMilli()));
        row.put("minutes", pulse.minutes());
        row.put("hours", pulse.hours());
    }

    private Map<String, Object> mute(Context context) throws IOException {
        long minutes =
                Numbers.read("minutes", Json.bodyField(context, "minutes"), 1, LONGEST_MUTE_MINUTES, Long.MAX_VALUE);
        boolean isForGood = minutes == Long.MAX_VALUE;
        Instant until = isForGood ? Instant.MAX : clock.instant().plus(Duration.ofMinutes(minutes));
        rules.mute(Json.required(context, "system"), until);
        return DONE;
    }

    private Map<String, Object> accept(Context context) throws IOException {
        admission.accept(Json.required(context, "system"));
        return DONE;
    }

    private Map<String, Object> refuse(Context context) throws IOException {
        admission.refuse(Json.required(context, "system"));
        return DONE;
    }

    private Map<String, Object> unmute(Context context) throws IOException {
        rules.unmute(Json.required(context, "system"));
        return DONE;
    }
}
