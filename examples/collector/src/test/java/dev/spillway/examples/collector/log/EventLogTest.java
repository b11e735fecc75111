package dev.spillway.examples.collector.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventLogTest {

    private static final Instant TIME = Instant.parse("2026-11-22T12:00:00.123456Z");

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(TIME);
    private final List<String> notices = new ArrayList<>();

    private EventLog open(LogSettings settings) throws IOException {
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        return EventLog.open(directory, settings, clock, notices::add);
    }

    private EventLog open() throws IOException {
        return open(LogSettings.defaults());
    }

    private static Message message(String text) {
        return new Message(TIME, "10.0.0.1", text);
    }

    private void write(String... texts) throws IOException {
        try (EventLog log = open()) {
            log.append(Arrays.stream(texts).map(EventLogTest::message).toList());
        }
    }

    private List<Entry> read() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (EventLog log = open();
                LogReader reader = new LogReader(directory, 0)) {
            Entry entry = reader.next(log.end());
            while (entry != null) {
                entries.add(entry);
                entry = reader.next(log.end());
            }
        }
        return entries;
    }

    private List<String> texts() throws IOException {
        return read().stream().map(entry -> entry.message().text()).toList();
    }

    private Path onlyFile() throws IOException {
        return LogFile.list(directory).get(0).path();
    }

    @Test
    void messagesAreReadAsTheyWereWritten() throws IOException {
        List<Message> messages = List.of(
                message("first"),
                new Message(Instant.parse("1969-12-31T23:59:59.5Z"), "::1", "앨범\n\u0000 two lines"),
                new Message(TIME, "", ""),
                new Message(TIME, "x".repeat(300), "sender too long"),
                message("y".repeat(700_000)));
        List<Entry> written;
        try (EventLog log = open()) {
            written = log.append(messages);
            assertThat(log.append(List.of())).isEmpty();
        }

        List<Entry> read = read();

        assertThat(read).hasSize(5);
        assertThat(read.get(3).message()).isEqualTo(new Message(TIME, "", "sender too long"));
        assertThat(List.of(read.get(0), read.get(1), read.get(2), read.get(4)))
                .isEqualTo(List.of(written.get(0), written.get(1), written.get(2), written.get(4)));
        assertThat(read.get(0).id()).isPositive();
        assertThat(read).extracting(Entry::id).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void messageStandsInTheFileWhenAppendReturns() throws IOException {
        try (EventLog log = open()) {
            log.append(List.of(message("read by another")));
            try (LogReader another = new LogReader(directory, 0)) {
                assertThat(another.next(log.end()).message().text()).isEqualTo("read by another");
                assertThat(another.next(log.end())).isNull();

                log.append(List.of(message("later")));
                assertThat(another.next(log.end()).message().text()).isEqualTo("later");
            }
        }
    }

    @Test
    void filesEndBySizeAndByAgeAndReadersGoFromOneToTheNext() throws IOException {
        LogSettings settings = new LogSettings(1_000, Duration.ofHours(1), Duration.ofMillis(20));
        try (EventLog log = open(settings);
                LogReader reader = new LogReader(directory, 0)) {
            for (int i = 0; i < 100; i++) {
                log.append(List.of(message("message " + i)));
                assertThat(reader.next(log.end()).message().text()).isEqualTo("message " + i);
            }
            List<LogFile> files = LogFile.list(directory);
            assertThat(files).hasSizeBetween(4, 6);
            assertThat(files.get(1).base()).isEqualTo(files.get(0).end());
            now.set(TIME.plus(Duration.ofHours(1)));
            log.append(List.of(message("an hour later")));
            assertThat(LogFile.list(directory)).hasSize(files.size() + 1);
            assertThat(reader.next(log.end()).message().text()).isEqualTo("an hour later");
        }
        assertThat(read()).hasSize(101);
        assertThat(notices).isEmpty();
    }

    @Test
    void readerBeginsAtAnyMessageAndAtTheOldestThatIsLeft() throws IOException {
        LogSettings settings = new LogSettings(100, Duration.ofHours(1), Duration.ZERO);
        try (EventLog log = open(settings)) {
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                entries.addAll(log.append(List.of(message("message " + i))));
            }
            for (Entry entry : entries) {
                try (LogReader reader = new LogReader(directory, entry.id())) {
                    assertThat(reader.next(log.end())).isEqualTo(entry);
                }
            }
            Files.delete(onlyFile());
            try (LogReader reader = new LogReader(directory, 0)) {
                assertThat(reader.next(log.end()).id()).isGreaterThan(onlyFileBase());
            }
        }
    }

    private long onlyFileBase() throws IOException {
        return LogFile.list(directory).get(0).base();
    }

    @Test
    void tornEndIsPassedOverWhereverItWasTorn() throws IOException {
        write("whole", "torn");
        byte[] bytes = Files.readAllBytes(onlyFile());
        int recordLength = RecordFormat.encode(1, message("torn")).length;
        for (int cut = 1; cut < recordLength; cut++) {
            for (Path file : LogFile.list(directory).stream().map(LogFile::path).toList()) {
                Files.delete(file);
            }
            Path file = LogFile.of(directory, 0).path();
            Files.write(file, Arrays.copyOf(bytes, bytes.length - cut));
            write("after the crash");

            assertThat(texts()).as("%d bytes cut", cut).containsExactly("whole", "after the crash");
        }
    }

    @Test
    void damageCostsTheDamagedMessageOnly() throws IOException {
        // The same in each build, so that a change that breaks nothing fails nothing.
        long seed = 20_261_122;
        Random random = new Random(seed);
        write(IntStream.range(0, 50).mapToObj(i -> "message " + i).toArray(String[]::new));
        List<Entry> entries = read();
        byte[] whole = Files.readAllBytes(onlyFile());
        for (int round = 0; round < 50; round++) {
            byte[] bytes = whole.clone();
            int damaged = random.nextInt(entries.size());
            long id = entries.get(damaged).id();
            int at = (int) (id + random.nextInt((int) (entries.get(damaged).end() - id)));
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(onlyFile(), bytes, StandardOpenOption.TRUNCATE_EXISTING);

            List<Entry> expected = new ArrayList<>(entries);
            expected.remove(damaged);
            assertThat(read()).as("seed %d, byte %d", seed, at).isEqualTo(expected);
        }
    }

    @Test
    void zerosThatPowerLossLeftAreNoMessages() throws IOException {
        write("whole");
        Files.write(onlyFile(), new byte[300_000], StandardOpenOption.APPEND);
        write("after");

        assertThat(texts()).containsExactly("whole", "after");
    }

    @Test
    void directoryHasOneWriterAtATime() throws IOException {
        try (EventLog first = open()) {
            assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessage("another collector uses it");
            assertThat(first.end()).isZero();
        }
        write("after the first was closed");
    }

    @Test
    void failedWriteLeavesNothingBehindAndTheNextOneSucceeds() throws IOException {
        try (EventLog log = open()) {
            log.append(List.of(message("before")));
            long end = log.end();
            assertThatThrownBy(() -> log.append(List.of(message("fine"), message("z".repeat(5_000_000)))))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(log.end()).isEqualTo(end);
            log.append(List.of(message("after")));
        }
        assertThat(texts()).containsExactly("before", "after");
    }
}
