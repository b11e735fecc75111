package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.DropReason;
import dev.spillway.Reporter;
import dev.spillway.Severity;
import dev.spillway.internal.buffer.Buffer;
import dev.spillway.internal.buffer.BufferSettings;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import dev.spillway.internal.buffer.Drops;
import dev.spillway.internal.buffer.FileSystemDisk;
import dev.spillway.internal.buffer.SpillOwner;
import dev.spillway.internal.buffer.SpillSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drops that one process could not tell of and the next one does. */
final class DropReportTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path temp;

    private final List<Process> processes = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private int copies;

    /** What there is of an engine here. */
    private record Process(Path directory, Buffer buffer, Ledger ledger, DropReport report) {}

    @AfterEach
    void close() {
        processes.forEach(process -> process.buffer.close());
    }

    private Process start(Path directory, long spillLimit) {
        Buffer buffer = Buffer.onDisk(
                new BufferSettings(4L * MIB, 8192, 0, Overflow.DROP, Duration.ZERO),
                new SpillOwner(
                        new FileSystemDisk(),
                        new SpillSettings(directory, spillLimit, 0, null),
                        "0abc",
                        "a test",
                        1,
                        () -> 0,
                        new Silence()),
                () -> {});
        Ledger ledger = new Ledger();
        ledger.noteDropsIn(buffer);
        Process process = new Process(directory, buffer, ledger, new DropReport(ledger, buffer, told::add));
        processes.add(process);
        return process;
    }

    /** Starts another process on what this one has left behind, as if it were killed now. */
    private Process kill(Process process) throws IOException {
        Path copy = temp.resolve("copy" + copies++);
        try (Stream<Path> files = Files.walk(process.directory)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(process.directory.relativize(file)));
            }
        }
        return start(copy, 16L * MIB);
    }

    @Test
    void whatAKilledProcessCouldNotTellIsToldByTheNextOneOnce() throws Exception {
        Process first = start(temp.resolve("spill"), 16L * MIB);
        first.report.step(1_000, false, false);
        for (int i = 0; i < 1_234; i++) {
            first.ledger.drop(DropReason.BUFFER_FULL);
        }
        first.report.step(2_000, false, false);

        Process second = kill(first);
        second.report.step(60_000, false, false);
        assertThat(told).as("without a connection").isEmpty();
        Process third = kill(second);
        third.report.step(70_000, true, false);

        assertThat(told)
                .containsExactly("spillway dropped 1234 events between 1970-01-01T00:00:01Z and 1970-01-01T00:00:02Z:"
                        + " buffer full");
        assertThat(third.ledger.balance(third.buffer).dropped())
                .as("in the books of the one that dropped them only")
                .isEmpty();
        assertThat(kill(third).buffer.spill().drops().earlierDrops()).isEmpty();
    }

    @Test
    void dropsOfTheMomentBeforeAKillAreKnownToo() throws Exception {
        Process first = start(temp.resolve("spill"), 16L * MIB);
        first.report.step(1_000, false, false);
        first.ledger.drop(DropReason.BUFFER_FULL);
        first.report.step(1_100, false, false);
        first.report.step(2_000, false, false);
        for (int i = 0; i < 6; i++) {
            first.ledger.drop(DropReason.BUFFER_FULL);
            first.ledger.drop(DropReason.OVERSIZE);
        }
        first.ledger.drop(DropReason.CLOSED);
        first.report.step(2_250, false, false);

        Process second = kill(first);
        Map<DropReason, Drops> all = Map.of(
                DropReason.BUFFER_FULL,
                new Drops(7, 1_000, 2_250),
                DropReason.OVERSIZE,
                new Drops(6, 2_000, 2_250),
                DropReason.CLOSED,
                new Drops(1, 2_250, 2_250));
        assertThat(second.buffer.spill().drops().earlierDrops()).isEqualTo(all);
        assertThat(kill(second).buffer.spill().drops().earlierDrops())
                .as("once more, as nobody was told")
                .isEqualTo(all);
        // No look comes between this drop and the kill.
        second.ledger.drop(DropReason.OVERSIZE);
        assertThat(kill(second).buffer.spill().drops().earlierDrops().get(DropReason.OVERSIZE))
                .extracting(Drops::events)
                .isEqualTo(7L);
    }

    @Test
    void whatIsToldIsNotWrittenDown() throws Exception {
        Process first = start(temp.resolve("spill"), 16L * MIB);
        first.report.step(1_000, true, false);
        first.ledger.drop(DropReason.OVERSIZE);
        first.report.step(2_000, true, false);
        first.report.step(3_500, true, false);
        assertThat(told).hasSize(1);
        assertThat(kill(first).buffer.spill().drops().earlierDrops()).isEmpty();
    }

    @Test
    void ownDropsAreAddedToThoseOfAnEarlierProcess() throws Exception {
        Process first = start(temp.resolve("spill"), 16L * MIB);
        first.ledger.drop(DropReason.EXPIRED);
        first.report.step(1_000, false, false);
        Process second = kill(first);
        second.ledger.drop(DropReason.EXPIRED);
        second.report.step(5_000, false, false);
        assertThat(kill(second).buffer.spill().drops().earlierDrops())
                .isEqualTo(Map.of(DropReason.EXPIRED, new Drops(2, 1_000, 5_000)));
    }

    @Test
    void whatEndsWithTheProcessIsToldByTheNextOne() throws Exception {
        // Without room on disk events are kept in memory.
        Process first = start(temp.resolve("spill"), 0);
        for (int i = 0; i < 10; i++) {
            first.ledger.accept();
            assertThat(first.buffer.append(new byte[100], 0, 100, 0, Severity.INFO, 1, true))
                    .isTrue();
        }
        first.ledger.drop(DropReason.CLOSED);
        first.report.close(9_000);
        assertThat(kill(first).buffer.spill().drops().earlierDrops())
                .isEqualTo(Map.of(DropReason.CLOSED, new Drops(11, 9_000, 9_000)));
    }

    private static final class Silence implements Reporter {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}

        @Override
        public void error(String message) {}
    }
}
