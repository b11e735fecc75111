package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.LeftBehind.Run;
import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code spool … send}: what was left behind arrives, once, and is gone; what fails stays. */
final class SpoolSendTest {
    private static final Duration SOON = Duration.ofSeconds(60);

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
    void everythingArrivesInOrderOverTlsAndTheSlotIsRemoved() throws Exception {
        spool.leave("shop", LeftBehind.numbered(3_000));
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start()) {
            Path authority = temporary.resolve("ca.pem");
            Files.writeString(authority, endpoint.certificate().caPem());

            Run run =
                    spool.spool("send", "syslog+tls://localhost:" + endpoint.port(), "--ca-file", authority.toString());

            assertThat(run.err()).isEmpty();
            assertThat(run.exitCode()).isZero();
            assertThat(run.out())
                    .contains("recovered 3000 = delivered 3000 + pending 0 + dropped 0; the slot is removed");
            assertThat(texts(endpoint, 3_000)).hasSize(3_000).first().asString().endsWith("event 0");
            assertThat(texts(endpoint, 3_000)).last().asString().endsWith("event 2999");
            assertThat(spool.slots()).isEmpty();
        }
    }

    @Test
    void slotsOfSeveralApplicationsAreDeliveredOneAfterTheOther() throws Exception {
        spool.leave("shop", "of the shop");
        spool.leave("bank", "of the bank");
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start()) {
            Run run = send(endpoint);

            assertThat(run.exitCode()).isZero();
            assertThat(texts(endpoint, 2)).anyMatch(text -> text.endsWith("of the shop"));
            assertThat(texts(endpoint, 2)).anyMatch(text -> text.endsWith("of the bank"));
            assertThat(spool.slots()).isEmpty();
        }
    }

    @Test
    void onlyTheNamedSlotIsDelivered() throws Exception {
        spool.leave("shop", "of the shop");
        String shop = spool.slot();
        spool.leave("bank", "of the bank");
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start()) {
            Run run = send(endpoint, "--slot", shop);

            assertThat(run.exitCode()).as("%s", run).isZero();
            assertThat(texts(endpoint, 1)).hasSize(1).allMatch(text -> text.endsWith("of the shop"));
            assertThat(spool.slots()).hasSize(1).doesNotContain(shop);
        }
    }

    @Test
    void aSlotInUseIsSkippedAndSaidSo() throws Exception {
        try (Spillway engine = spool.engine("shop");
                SyslogEndpoint endpoint = SyslogEndpoint.tcp().start()) {
            engine.log(LogEvent.of(Severity.INFO, "test", "still mine"));

            Run all = send(endpoint);
            Run named = send(endpoint, "--slot", spool.slot());

            assertThat(all.exitCode()).isZero();
            assertThat(all.out()).contains("in use by an application").contains("skipped");
            assertThat(named.exitCode()).isEqualTo(1);
            assertThat(endpoint.messageCount()).isZero();
            assertThat(engine.stats().pending()).isEqualTo(1);
        }
    }

    @Test
    void whatNobodyTakesStays() {
        spool.leave("shop", LeftBehind.numbered(10));

        Run run = spool.spool("send", LeftBehind.NOBODY, "--timeout", "1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("delivered 0 + pending 10").contains("the slot stays");
        assertThat(run.err()).contains("10 events not delivered: " + LeftBehind.NOBODY);
        assertThat(spool.spool().out()).containsPattern("events +10 in 1 segment");
        assertThat(spool.spool("check").exitCode()).isZero();
    }

    @Test
    void whatIsDamagedIsToldAndTheRestArrives() throws Exception {
        spool.leave("shop", LeftBehind.numbered(100));
        byte[] bytes = Files.readAllBytes(spool.segment());
        bytes[2_000] ^= 0x10;
        Files.write(spool.segment(), bytes);
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start()) {
            Run run = send(endpoint);

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).contains("recovered 100 = delivered").contains("dropped 1 (1 damaged on disk)");
            assertThat(texts(endpoint, 99))
                    .filteredOn(text -> text.contains(" shop "))
                    .hasSize(99);
        }
    }

    @Test
    void messagesLargerThanTheUsualLimitArriveToo() throws Exception {
        String large = "x".repeat(200_000);
        Spillway engine = spool.engine("shop", "1MB");
        engine.log(LogEvent.of(Severity.INFO, "test", large));
        LeftBehind.end(engine);
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start()) {
            Run run = send(endpoint, "--timeout", "60");

            assertThat(run.err()).doesNotContain("not delivered");
            assertThat(run.exitCode()).isZero();
            assertThat(texts(endpoint, 1)).hasSize(1).allMatch(text -> text.endsWith(large));
        }
    }

    @Test
    void aLineFeedThatIsOnDiskForgesNoSecondMessage() throws Exception {
        spool.leave("shop", "one\n<14>1 - forged", "two");
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start()) {
            Run run = send(endpoint);

            assertThat(run.exitCode()).isZero();
            assertThat(texts(endpoint, 2)).hasSize(2).first().asString().endsWith("test: one <14>1 - forged");
        }
    }

    private Run send(SyslogEndpoint endpoint, String... options) {
        String[] words = new String[options.length + 2];
        words[0] = "send";
        words[1] = "syslog+tcp://127.0.0.1:" + endpoint.port();
        System.arraycopy(options, 0, words, 2, options.length);
        return spool.spool(words);
    }

    private static List<String> texts(SyslogEndpoint endpoint, int count) {
        endpoint.awaitMessages(count, SOON);
        return endpoint.messages().stream().map(ReceivedMessage::text).toList();
    }
}
