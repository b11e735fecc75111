package dev.spillway.examples.collector;

import dev.spillway.examples.collector.intake.Notices;
import dev.spillway.examples.collector.log.Entry;
import dev.spillway.examples.collector.log.EventLog;
import dev.spillway.examples.collector.log.LogReader;
import dev.spillway.examples.collector.log.Replays;
import dev.spillway.examples.collector.page.LatestEvents;
import dev.spillway.examples.collector.store.StoredEvent;
import dev.spillway.examples.collector.syslog.SyslogParser;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/** What a new start recalls of the log's last 256 MB: its events, the latest of them, and which messages would be replays. */
final class Recollection {

    private static final long MOST_BYTES = 256L * 1024 * 1024;

    private final EventLog log;
    private final SyslogParser parser;
    private final Replays replays;

    Recollection(EventLog log, SyslogParser parser, Replays replays) {
        this.log = log;
        this.parser = parser;
        this.replays = replays;
    }

    /**
     * Reads it.
     *
     * @param every is shown each event, oldest first
     * @param latest is shown those that are the latest, oldest first
     */
    void replay(Consumer<StoredEvent> every, Consumer<StoredEvent> latest, Notices notices) throws IOException {
        ArrayDeque<StoredEvent> last = new ArrayDeque<>();
        try (LogReader reader = log.readLast(MOST_BYTES)) {
            Entry entry = reader.next(log.end());
            while (entry != null) {
                StoredEvent stored = StoredEvent.of(entry, parser);
                LoggedEvents.remember(replays, stored.event(), entry.message().text());
                every.accept(stored);
                last.addLast(stored);
                if (last.size() > LatestEvents.CAPACITY) {
                    last.removeFirst();
                }
                entry = reader.next(log.end());
            }
            if (reader.damaged() > 0) {
                notices.tell(reader.damaged() + " bytes of the log in " + log.directory()
                        + " are no whole messages, such as one that was being written when the collector was killed;"
                        + " they are passed over.");
            }
        }
        last.forEach(latest);
    }
}
