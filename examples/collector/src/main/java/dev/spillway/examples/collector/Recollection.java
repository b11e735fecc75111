package dev.spillway.examples.collector;

import dev.spillway.examples.collector.intake.EventSink;
import dev.spillway.examples.collector.intake.Notices;
import dev.spillway.examples.collector.log.Entry;
import dev.spillway.examples.collector.log.EventLog;
import dev.spillway.examples.collector.log.LogReader;
import dev.spillway.examples.collector.log.Message;
import dev.spillway.examples.collector.log.Replays;
import dev.spillway.examples.collector.page.LatestEvents;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import dev.spillway.examples.collector.syslog.SyslogParser;
import java.io.IOException;
import java.util.ArrayDeque;

/** What a new start recalls of the log's last 256 MB: the latest events, and which messages would be replays. */
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

    /** Passes on the latest events, oldest first. */
    void replay(EventSink sink, Notices notices) throws IOException {
        ArrayDeque<Entry> last = new ArrayDeque<>();
        try (LogReader reader = log.readLast(MOST_BYTES)) {
            Entry entry = reader.next(log.end());
            while (entry != null) {
                remember(entry.message());
                last.addLast(entry);
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
        for (Entry entry : last) {
            sink.accept(parse(entry.message()));
        }
    }

    private void remember(Message message) {
        if (message.text().contains("sequenceId")) {
            LoggedEvents.remember(replays, parse(message), message.text());
        }
    }

    private SyslogEvent parse(Message message) {
        return parser.parse(message.text(), message.sender(), message.received());
    }
}
