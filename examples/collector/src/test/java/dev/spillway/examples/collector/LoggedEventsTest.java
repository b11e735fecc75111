package dev.spillway.examples.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.examples.collector.intake.ReceivedEvent;
import dev.spillway.examples.collector.log.EventLog;
import dev.spillway.examples.collector.log.LogSettings;
import dev.spillway.examples.collector.log.Replays;
import dev.spillway.examples.collector.syslog.SyslogParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoggedEventsTest {

    @TempDir
    private Path directory;

    private static ReceivedEvent event(String text) {
        return new ReceivedEvent(new SyslogParser(Clock.systemUTC()).parse(text, "::1"), "::1", text);
    }

    @Test
    void eventsOfAFailedWriteAreNoReplaysWhenTheyComeAgain() throws IOException {
        Path gone = Files.createDirectory(directory.resolve("log"));
        List<String> shown = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        try (EventLog log = EventLog.open(gone, LogSettings.defaults(), Clock.systemUTC(), notice -> {})) {
            LoggedEvents events = new LoggedEvents(
                    log, new Replays(), stored -> ids.add(stored.id()), event -> shown.add(event.message()));
            List<ReceivedEvent> sent =
                    List.of(event("<14>1 - h p 1 - [meta sequenceId=\"1\"] one"), event("<14>1 - h p 1 - - two"));
            Path away = directory.resolve("away");
            Files.move(gone, away);

            assertThatThrownBy(() -> events.keep(sent)).isInstanceOf(IOException.class);
            assertThat(shown).isEmpty();
            assertThat(ids).isEmpty();

            Files.move(away, gone);
            events.keep(sent);
            assertThat(shown).containsExactly("one", "two");
            assertThat(ids).hasSize(2).isSorted().doesNotHaveDuplicates();
        }
    }
}
