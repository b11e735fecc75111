package dev.spillway.examples.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.examples.collector.log.EventLog;
import dev.spillway.examples.collector.log.LogSettings;
import dev.spillway.examples.collector.log.Message;
import dev.spillway.examples.collector.log.Replays;
import dev.spillway.examples.collector.store.StoredEvent;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import dev.spillway.examples.collector.syslog.SyslogParser;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecollectionTest {

    private static final Instant TIME = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path directory;

    private final List<SyslogEvent> events = new ArrayList<>();
    private final List<StoredEvent> every = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    private EventLog open() throws IOException {
        return EventLog.open(directory, LogSettings.defaults(), Clock.systemUTC(), notices::add);
    }

    private void recall(EventLog log) throws IOException {
        new Recollection(log, new SyslogParser(Clock.systemUTC()), new Replays())
                .replay(every::add, stored -> events.add(stored.event()), notices::add);
    }

    @Test
    void emptyLogIsNothingToRecall() throws IOException {
        try (EventLog log = open()) {
            recall(log);
        }
        assertThat(events).isEmpty();
        assertThat(notices).isEmpty();
    }

    @Test
    void latestThousandEventsComeBackAsTheyWereReceived() throws IOException {
        try (EventLog log = open()) {
            for (int i = 0; i < 1_500; i++) {
                log.append(List.of(new Message(TIME, "10.0.0.7", "<11>album[7]: event " + i)));
            }
        }
        try (EventLog log = open()) {
            recall(log);
        }
        assertThat(every).hasSize(1_500);
        assertThat(events).hasSize(1_000);
        SyslogEvent first = events.get(0);
        assertThat(first.message()).isEqualTo("event 500");
        assertThat(first.received()).isEqualTo(TIME);
        assertThat(first.host()).isEqualTo("10.0.0.7");
        assertThat(first.process()).isEqualTo("7");
        assertThat(notices).isEmpty();
    }

    @Test
    void tornEndIsToldOf() throws IOException {
        try (EventLog log = open()) {
            log.append(List.of(new Message(TIME, "", "whole")));
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.log")) {
            Files.write(files.iterator().next(), new byte[] {0, 0, 0, 50, 1, 2, 3}, StandardOpenOption.APPEND);
        }
        try (EventLog log = open()) {
            recall(log);
        }
        assertThat(events).extracting(SyslogEvent::message).containsExactly("whole");
        assertThat(notices).singleElement().asString().startsWith("7 bytes of the log in " + directory);
    }
}
