package dev.spillway.examples.collector;

import dev.spillway.examples.collector.intake.EventSink;
import dev.spillway.examples.collector.intake.EventStore;
import dev.spillway.examples.collector.intake.ReceivedEvent;
import dev.spillway.examples.collector.log.EventLog;
import dev.spillway.examples.collector.log.Message;
import java.io.IOException;
import java.util.List;

/** Writes what is received to the log, and shows it to others only then. Safe for use by many threads. */
final class LoggedEvents implements EventStore {

    private final EventLog log;
    private final EventSink sink;

    LoggedEvents(EventLog log, EventSink sink) {
        this.log = log;
        this.sink = sink;
    }

    @Override
    public void keep(List<ReceivedEvent> events) throws IOException {
        log.append(events.stream().map(LoggedEvents::message).toList());
        events.forEach(received -> sink.accept(received.event()));
    }

    private static Message message(ReceivedEvent received) {
        return new Message(received.event().received(), received.sender(), received.text());
    }
}
