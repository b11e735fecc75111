package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.LeftBehind.Run;
import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.SyslogEndpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code spool} where it only looks, on directories that real engines have left behind. */
final class SpoolCommandTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temporary;

    private Path directory;
    private LeftBehind spool;

    @BeforeEach
    void name() {
        directory = temporary.resolve("spill");
        spool = new LeftBehind(directory);
    }

    @Test
    void listTellsWhoseEventsWaitAndHowMany() {
        spool.leave("shop", LeftBehind.numbered(500));

        Run run = spool.spool();

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(spool.slot())
                .containsPattern("state +free")
                .containsPattern("events +500 in 1 segment\n")
                .containsPattern("oldest +20.* s ago")
                .containsPattern("application +shop")
                .containsPattern("destinations +127.0.0.1")
                .doesNotContain("damaged");
    }

    @Test
    void listSumsUpSeveralSegments() {
        spool.leave("shop", LeftBehind.numbered(3_000));

        assertThat(spool.spool("list").out()).containsPattern("events +3000 in [2-9] segments");
    }

    @Test
    void lookingOnChangesNothing() throws IOException {
        spool.leave("shop", LeftBehind.numbered(100));
        Map<Path, String> before = spool.image();

        assertThat(spool.spool().exitCode()).isZero();
        assertThat(spool.spool("cat").exitCode()).isZero();
        assertThat(spool.spool("check").exitCode()).isZero();

        assertThat(spool.image()).isEqualTo(before);
    }

    @Test
    void lookingOnWorksWhileAnEngineLogs() {
        try (Spillway engine = spool.engine("shop")) {
            for (int i = 0; i < 1_000; i++) {
                engine.log(LogEvent.of(Severity.INFO, "test", "event " + i));
                if (i % 250 == 0) {
                    assertThat(spool.spool().out())
                            .containsPattern("state +in use")
                            .containsPattern("events +" + (i + 1) + " in");
                    assertThat(spool.spool("check").exitCode()).isZero();
                }
            }
            assertThat(spool.spool("cat").out().lines()).hasSize(1_000);
            assertThat(engine.stats().pending()).isEqualTo(1_000);
        }
    }

    @Test
    void catPrintsMessagesInOrderAndControlCharactersAsEscapes() {
        spool.leave("shop", "first\nline", "bell \u0007, escape \u001B[2J, bidi \u202E, tab\t, \u00E9\uD83D\uDE00");

        List<String> lines = spool.spool("cat").out().lines().toList();

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("<14>1 ").contains(" shop ").endsWith("test: first\\nline");
        assertThat(lines.get(1)).endsWith("bell \\u0007, escape \\u001b[2J, bidi \\u202e, tab\\t, \u00E9\uD83D\uDE00");
    }

    @Test
    void catPrintsFramesThatCanBeReadBack() {
        spool.leave("shop", "first\nline", "second");

        String frames = new String(spool.spool("cat", "--raw").bytes(), StandardCharsets.ISO_8859_1);

        int space = frames.indexOf(' ');
        int end = space + 1 + Integer.parseInt(frames.substring(0, space));
        assertThat(frames.substring(space + 1, end)).endsWith("test: first\nline");
        String rest = frames.substring(end);
        int restSpace = rest.indexOf(' ');
        assertThat(rest.substring(restSpace + 1))
                .hasSize(Integer.parseInt(rest.substring(0, restSpace)))
                .endsWith("test: second");
    }

    @Test
    void whatIsDeliveredIsNoLongerListed() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start();
                Spillway engine = Spillway.builder()
                        .destination("syslog+tcp://127.0.0.1:" + endpoint.port())
                        .set("spillDirectory", directory.toString())
                        .set("spillLimit", "4MB")
                        .set("minFreeSpace", "0")
                        .build()) {
            engine.log(LogEvent.of(Severity.INFO, "test", "delivered"));
            assertThat(engine.flush(PATIENCE)).isTrue();
            Awaitility.await().atMost(PATIENCE).until(() -> spool.spool().out().contains(" 0 in 1 segment"));
            assertThat(endpoint.messages()).extracting(ReceivedMessage::text).hasSize(1);
        }
    }

    @Test
    void checkNamesTheFileAndTheBytesThatAreDamaged() throws IOException {
        spool.leave("shop", LeftBehind.numbered(100));
        assertThat(spool.spool("check").out()).contains("100 events in 1 segment, none damaged");
        flip(spool.segment(), 2_000);

        Run check = spool.spool("check");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .contains("99 events in 1 segment, 1 damage")
                .containsPattern(spool.segment().getFileName() + ": \\d+ bytes from byte \\d+ on are damaged");
        assertThat(spool.spool().out())
                .containsPattern("damaged +" + spool.segment().getFileName());
        Run cat = spool.spool("cat");
        assertThat(cat.exitCode()).isEqualTo(1);
        assertThat(cat.out().lines()).hasSize(99);
    }

    @Test
    void checkNoticesADamagedHeaderAndAFileThatWasCut() throws IOException {
        spool.leave("shop", LeftBehind.numbered(3_000));
        byte[] whole = Files.readAllBytes(spool.segment());
        Files.write(spool.segment(), Arrays.copyOf(whole, whole.length / 2));
        assertThat(spool.spool("check").out()).contains("the file lacks its last ");

        for (int i = 0; i < 64; i++) {
            whole[i] ^= 0x55;
        }
        Files.write(spool.segment(), whole);
        Run check = spool.spool("check");
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out()).contains("its header is damaged");
    }

    @Test
    void discardRemovesWhatWasSetAsideAndTheSlotThatHeldNothingElse() throws IOException {
        spool.leave("shop", "one");
        Path segment = spool.segment();
        Path damaged = segment.resolveSibling(segment.getFileName() + ".damaged");
        Files.copy(segment, damaged);
        assertThat(spool.spool("discard", "--slot", "no-1").exitCode()).isEqualTo(2);
        Run first = spool.spool("discard");
        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).contains("removed ", "/" + damaged.getFileName());
        assertThat(damaged).doesNotExist();
        assertThat(segment).as("what can be read").exists();
        assertThat(spool.spool("discard").out()).contains("nothing was set aside");

        Files.move(segment, damaged);
        assertThat(spool.spool("discard").exitCode()).isZero();
        assertThat(spool.slots()).isEmpty();
    }

    @Test
    void discardLeavesASlotThatIsInUse() throws IOException {
        Spillway engine = spool.engine("shop");
        try {
            Path damaged = spool.segment().resolveSibling("0000000000000000.segment.damaged");
            Files.writeString(damaged, "x");
            engine.log(LogEvent.of(Severity.INFO, "test", "one"));
            assertThat(spool.spool("discard").exitCode()).isZero();
            assertThat(damaged).doesNotExist();
            assertThat(spool.slots()).hasSize(1);
        } finally {
            LeftBehind.end(engine);
        }
        assertThat(spool.spool("check").out()).contains("1 event in 1 segment");
    }

    @Test
    void everyFlippedByteOfARecordIsFound() throws IOException {
        spool.leave("shop", "one", "two", "three");
        byte[] whole = Files.readAllBytes(spool.segment());
        int end = whole.length;
        while (whole[end - 1] == 0) {
            end--;
        }
        assertThat(end).isGreaterThan(200);
        for (int at = 64; at < end; at++) {
            flip(spool.segment(), at);
            Run check = spool.spool("check");
            boolean padding = whole[at] == 0 && check.exitCode() == 0;
            assertThat(check.exitCode() == 1 || padding).as("byte " + at).isTrue();
            flip(spool.segment(), at);
        }
        assertThat(spool.spool("check").exitCode()).isZero();
    }

    @Test
    void aDirectoryWithoutSlotsIsFineIfItIsEmpty() throws IOException {
        Files.createDirectory(directory);

        assertThat(spool.spool().out()).contains("no slots");
        assertThat(spool.spool("check").exitCode()).isZero();
        assertThat(spool.spool("cat").out()).isEmpty();
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 0x10;
        Files.write(file, bytes);
    }
}
