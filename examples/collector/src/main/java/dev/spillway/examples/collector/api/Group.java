package dev.spillway.examples.collector.api;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Systems that belong together.
 *
 * @param systemWildcard host names with {@code *} for any characters, several separated by commas; may be empty
 * @param hosts those that joined by hand
 */
record Group(long id, String name, String systemWildcard, List<String> hosts) {

    Group {
        hosts = List.copyOf(hosts);
    }

    /** Whether a host belongs to it, in any case. */
    boolean has(String host) {
        return hosts.stream().anyMatch(host::equalsIgnoreCase)
                || Stream.of(systemWildcard.split(","))
                        .map(String::strip)
                        .filter(wildcard -> !wildcard.isEmpty())
                        .anyMatch(wildcard -> matches(wildcard, host));
    }

    private static boolean matches(String wildcard, String host) {
        String regex = Stream.of(wildcard.toLowerCase(Locale.ROOT).split("\\*+", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return host.toLowerCase(Locale.ROOT).matches(regex);
    }

    Group withJoined(String host) {
        return new Group(
                id,
                name,
                systemWildcard,
                Stream.concat(without(host), Stream.of(host)).toList());
    }

    Group withLeft(String host) {
        return new Group(id, name, systemWildcard, without(host).toList());
    }

    private Stream<String> without(String host) {
        return hosts.stream().filter(joined -> !joined.equalsIgnoreCase(host));
    }
}
