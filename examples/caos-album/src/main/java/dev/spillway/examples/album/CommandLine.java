package dev.spillway.examples.album;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words of a command line as options and switches: {@code --name value}, {@code --name=value}, {@code --name}. */
record CommandLine(Map<String, String> options, Set<String> switches) {

    /**
     * Reads the words.
     *
     * @param known the options that take a value
     * @param knownSwitches the options that take none
     */
    static CommandLine parse(List<String> words, Set<String> known, Set<String> knownSwitches) throws UsageException {
        Map<String, String> options = new HashMap<>();
        Set<String> switches = new HashSet<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String name = equals < 0 ? word : word.substring(0, equals);
            if (knownSwitches.contains(name)) {
                if (equals >= 0) {
                    throw new UsageException(name + " takes no value");
                }
                switches.add(name);
                continue;
            }
            if (!known.contains(name)) {
                throw new UsageException("unknown option " + name + "; --help lists what there is");
            }
            if (equals < 0 && ++i == words.size()) {
                throw new UsageException(name + " needs a value");
            }
            options.put(name, equals < 0 ? words.get(i) : word.substring(equals + 1));
        }
        return new CommandLine(Map.copyOf(options), Set.copyOf(switches));
    }

    boolean has(String name) {
        return switches.contains(name);
    }

    /** Returns an option's value; one that is empty counts as not given. */
    Optional<String> text(String name) {
        return Optional.ofNullable(options.get(name)).filter(value -> !value.isEmpty());
    }

    int port(String name, int ifAbsent) throws UsageException {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return ifAbsent;
        }
        if (value.get().matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(value.get());
            if (port <= 65_535) {
                return port;
            }
        }
        throw new UsageException(name + " must be a port from 0 to 65535, was " + value.get());
    }
}
