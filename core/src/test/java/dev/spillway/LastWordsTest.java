package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
        // Time for the helper to write them, on a busy machine too.
        Spillway engine = engine(directory, "2s");
        for (String text : LeftBehind.numbered(20)) {
            engine.log(LogEvent.of(Severity.INFO, "test", text));
        }
        assertThat(engine.stats().pendingInMemory()).isEqualTo(20);
        Files.delete(directory);

        LeftBehind.end(engine);

        assertThat(engine.stats().dropped()).isEmpty();
        assertThat(engine.stats().pending()).isEqualTo(20);
        try (Spillway next = engine(directory, "50ms")) {
            assertThat(next.stats().recovered()).isEqualTo(20);
        }
    }

    private static Spillway engine(Path directory, String shutdownTimeout) {
        return Spillway.builder()
                .destination(LeftBehind.NOBODY)
                .set("spillDirectory", directory.toString())
                .set("minFreeSpace", "0")
                .set("shutdownTimeout", shutdownTimeout)
                .reporter(new SilentReporter())
                .build();
    }
}
