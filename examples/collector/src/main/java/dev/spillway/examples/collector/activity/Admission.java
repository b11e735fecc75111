package dev.spillway.examples.collector.activity;

import dev.spillway.examples.collector.intake.SystemFilter;
import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lets all systems in, or only known ones; of those that it refuses it keeps the last 1,000 in mind. Safe for use by many
 * threads.
 */
public final class Admission implements SystemFilter {

    private static final int MOST_REFUSED = 1_000;

    private final boolean onlyKnown;
    private final SystemRules rules;
    private final Clock clock;
    private final Consumer<String> notices;

    // Guarded by this.
    private final Map<String, Refused> refused = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Refused> eldest) {
            return size() > MOST_REFUSED;
        }
    };

    /**
     * Decides by rules.
     *
     * @param onlyKnown whether unknown systems are refused
     * @param notices told once of each system that is refused
     */
    public Admission(boolean onlyKnown, SystemRules rules, Clock clock, Consumer<String> notices) {
        this.onlyKnown = onlyKnown;
        this.rules = rules;
        this.clock = clock;
        this.notices = notices;
    }

    /** Whether unknown systems are refused. */
    public boolean isOnlyKnown() {
        return onlyKnown;
    }

    @Override
    public boolean admits(String host, String sender) {
        if (!onlyKnown || rules.isKnown(host)) {
            return true;
        }
        if (count(host, sender)) {
            notices.accept("The system " + host + " at " + sender + " is not known, so its events are dropped, as"
                    + " --unknown-systems refuse has it; the dashboard lets it in.");
        }
        return false;
    }

    /** Counts an event that was refused; whether it is the first of its system. */
    private synchronized boolean count(String host, String sender) {
        String key = SystemRules.key(host);
        Refused before = refused.get(key);
        long events = before == null ? 1 : before.events() + 1;
        refused.put(key, new Refused(before == null ? host : before.name(), sender, events, clock.millis()));
        return before == null;
    }

    /** Lets a system in from now on. */
    public synchronized void accept(String host) throws IOException {
        rules.addKnown(List.of(host));
        refused.remove(SystemRules.key(host));
    }

    /** Refuses a system from now on, if unknown ones are. */
    public void refuse(String host) throws IOException {
        rules.removeKnown(host);
    }

    /** The systems that were refused, in the order of their names. */
    public synchronized List<Refused> refused() {
        return refused.values().stream()
                .sorted(Comparator.comparing(Refused::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    /**
     * A system that was refused.
     *
     * @param name host name
     * @param sender address of its last event
     * @param events how many were dropped
     * @param lastSeen milliseconds since 1970
     */
    public record Refused(String name, String sender, long events, long lastSeen) {}
}
