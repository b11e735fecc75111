package dev.spillway.examples.collector.query;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of severities and facilities (RFC 5424 section 6.2.1), by their numbers. */
public final class Levels {

    /** The eight severities, the most urgent first. */
    public static final List<String> SEVERITIES =
            List.of("Emergency", "Alert", "Critical", "Error", "Warning", "Notice", "Info", "Debug");

    /** The 24 facilities. */
    public static final List<String> FACILITIES = List.of(
            "Kernel",
            "User",
            "Mail",
            "Daemon",
            "Auth",
            "Syslog",
            "Lpr",
            "News",
            "Uucp",
            "Cron",
            "Authpriv",
            "Ftp",
            "Ntp",
            "Audit",
            "Console",
            "Clock",
            "Local0",
            "Local1",
            "Local2",
            "Local3",
            "Local4",
            "Local5",
            "Local6",
            "Local7");

    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("emerg", "emergency"),
            Map.entry("panic", "emergency"),
            Map.entry("crit", "critical"),
            Map.entry("err", "error"),
            Map.entry("warn", "warning"),
            Map.entry("informational", "info"),
            Map.entry("kern", "kernel"),
            Map.entry("system", "daemon"),
            Map.entry("security", "authpriv"));

    private Levels() {}

    /** The name in lower case that stands for what was typed, or null if it names none. */
    static @Nullable String find(Query.Field field, String typed) {
        String lower = typed.toLowerCase(Locale.ROOT);
        String name = ALIASES.getOrDefault(lower, lower);
        return of(field).stream().anyMatch(known -> known.equalsIgnoreCase(name)) ? name : null;
    }

    static List<String> of(Query.Field field) {
        return field == Query.Field.SEVERITY ? SEVERITIES : FACILITIES;
    }
}
