package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that an engine could keep in memory only, as its disk could not be used when they were logged. */
final class LastWordsTest {
    @TempDir
    Path temp;

    @Test
    void eventsInMemoryComeToADiskThatWorksByTheTimeOfTheClose() throws Exception {
        Path directory = temp.resolve("spill");
        Files.writeString(directory, "in the way");
        Spillway engine = engine(directory);
        for (String text : LeftBehind.numbered(20)) {
            engine.log(LogEvent.of(Severity.INFO, "test", text));
        }
        assertThat(engine.stats().pendingInMemory()).isEqualTo(20);
        Files.delete(directory);

        engine.close();
        // A busy machine may need longer than the close waits for the last of the pump.
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> engine.stats().connection() == ConnectionState.CLOSED);

        assertThat(engine.stats().dropped()).isEmpty();
        assertThat(engine.stats().pending()).isEqualTo(20);
        try (Spillway next = engine(directory)) {
            assertThat(next.stats().recovered()).isEqualTo(20);
        }
    }

    private static Spillway engine(Path directory) {
        // Nobody listens there, so nothing is delivered.
        return Spillway.builder()
                .destination("syslog+tcp://127.0.0.1:1")
                .set("spillDirectory", directory.toString())
                .set("minFreeSpace", "0")
                .set("shutdownTimeout", "50ms")
                .reporter(new SilentReporter())
                .build();
    }
}
