package dev.spillway.examples.collector;

import dev.spillway.examples.collector.intake.EventSink;
import dev.spillway.examples.collector.intake.EventStore;
import dev.spillway.examples.collector.intake.ReceivedEvent;
import dev.spillway.examples.collector.log.Entry;
import dev.spillway.examples.collector.log.EventLog;
import dev.spillway.examples.collector.log.Message;
import dev.spillway.examples.collector.log.Replays;
import dev.spillway.examples.collector.store.StoredEvent;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Writes what is received to the log, once, and shows it to others only then. A message that comes again counts as
 * kept: its first copy stands in the log by then. Safe for use by many threads.
 */
final class LoggedEvents implements EventStore {

    private final EventLog log;
    private final Consumer<StoredEvent> first;
    private final EventSink sink;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock, which is held until the log has written: a replay must not overtake its first copy.
    private final Replays replays;

    /**
     * Keeps events in a log.
     *
     * @param first is shown every event in the order of the log; must not wait
     * @param sink is shown every event in the order of its connection; may wait
     */
    LoggedEvents(EventLog log, Replays replays, Consumer<StoredEvent> first, EventSink sink) {
        this.log = log;
        this.replays = replays;
        this.first = first;
        this.sink = sink;
    }

    @Override
    public void keep(List<ReceivedEvent> events) throws IOException {
        for (ReceivedEvent kept : keepNew(events)) {
            sink.accept(kept.event());
        }
    }

    private List<ReceivedEvent> keepNew(List<ReceivedEvent> events) throws IOException {
        lock.lock();
        try {
            List<ReceivedEvent> fresh = new ArrayList<>(events.size());
            for (ReceivedEvent event : events) {
                if (remember(replays, event.event(), event.text())) {
                    fresh.add(event);
                }
            }
            write(fresh);
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    private void write(List<ReceivedEvent> fresh) throws IOException {
        if (fresh.isEmpty()) {
            return;
        }
        try {
            List<Entry> entries =
                    log.append(fresh.stream().map(LoggedEvents::message).toList());
            for (int i = 0; i < entries.size(); i++) {
                ReceivedEvent event = fresh.get(i);
                first.accept(new StoredEvent(entries.get(i).id(), event.sender(), event.event()));
            }
        } catch (IOException e) {
            for (int i = fresh.size() - 1; i >= 0; i--) {
                SyslogEvent event = fresh.get(i).event();
                if (event.hasSequenceId()) {
                    replays.takeBack(senderOf(event));
                }
            }
            throw e;
        }
    }

    /** False for a replay. Without a sequence number nothing tells one from an event that says the same again. */
    static boolean remember(Replays replays, SyslogEvent event, String text) {
        return !event.hasSequenceId() || replays.add(senderOf(event), text);
    }

    private static String senderOf(SyslogEvent event) {
        return event.host() + ' ' + event.program() + ' ' + event.process();
    }

    private static Message message(ReceivedEvent received) {
        return new Message(received.event().received(), received.sender(), received.text());
    }
}
