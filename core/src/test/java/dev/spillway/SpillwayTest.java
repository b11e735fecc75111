package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.SyslogEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole engine against a real endpoint. */
final class SpillwayTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final List<String> reports = new CopyOnWriteArrayList<>();

    @Test
    void anEventArrivesOverTls() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start();
                Spillway spillway = tlsTo(endpoint).appName("shop").build()) {
            spillway.log(LogEvent.of(Severity.WARNING, "com.example.Main", "hello"));

            String message = endpoint.awaitMessages(1, SOON).get(0).text();
            assertThat(message)
                    .startsWith("<12>1 ")
                    .contains(" shop ")
                    .contains("[meta sequenceId=\"1\"]")
                    .endsWith(" com.example.Main: hello");
        }
    }

    @Test
    void aCloseDeliversAndConfirmsWhatWaits() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start()) {
            Spillway spillway = tlsTo(endpoint).set("shutdownTimeout", "1min").build();
            for (int i = 0; i < 1_000; i++) {
                spillway.log(LogEvent.of(Severity.INFO, "test", "event " + i));
            }
            spillway.close();

            assertThat(endpoint.awaitMessages(1_000, SOON)).hasSize(1_000);
            assertThat(spillway.stats().delivered()).isEqualTo(1_000);
            assertThat(spillway.stats().pending()).isZero();
            assertThat(spillway.stats().droppedTotal()).isZero();
            assertThat(spillway.stats().connection()).isEqualTo(ConnectionState.CLOSED);
        }
    }

    @Test
    void aFlushConfirmsAndTheNextEventArrivesToo() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start();
                Spillway spillway = Spillway.builder()
                        .destination("syslog+tcp://127.0.0.1:" + endpoint.port())
                        .reporter(new Recorder())
                        .build()) {
            spillway.log(LogEvent.of(Severity.INFO, "test", "one"));
            assertThat(spillway.flush(SOON)).isTrue();
            assertThat(spillway.stats().delivered()).isEqualTo(1);

            spillway.log(LogEvent.of(Severity.INFO, "test", "two"));
            assertThat(endpoint.awaitMessages(2, SOON).get(1).text()).endsWith("test: two");
        }
    }

    @Test
    void anUnknownHostHarmsNobodyAndTheBooksClose() {
        try (Spillway spillway = Spillway.builder()
                .host("no-such-host.invalid")
                .set("shutdownTimeout", "100ms")
                .reporter(new Recorder())
                .build()) {
            for (int i = 0; i < 100; i++) {
                spillway.log(LogEvent.of(Severity.INFO, "test", "event " + i));
            }
            Awaitility.await().atMost(SOON).until(() -> spillway.stats().lastError() != null);
            assertThat(spillway.stats().pending()).isEqualTo(100);
            assertThat(spillway.stats().lastError()).contains("no-such-host.invalid");

            spillway.close();
            awaitEnd(spillway);
            assertThat(spillway.stats().dropped()).isEqualTo(Map.of(DropReason.CLOSED, 100L));
            assertThat(spillway.stats().pending()).isZero();
        }
        assertThat(reports)
                .anyMatch(line -> line.startsWith("WARN no connection: syslog+tls://no-such-host.invalid:6514"));
    }

    @Test
    void anEventAfterTheCloseIsCountedAsDropped() {
        Spillway spillway = Spillway.builder()
                .destination("syslog+udp://127.0.0.1:9")
                .reporter(new Recorder())
                .build();
        spillway.close();

        spillway.log(LogEvent.of(Severity.INFO, "test", "late"));

        assertThat(spillway.stats().accepted()).isEqualTo(1);
        assertThat(spillway.stats().dropped()).isEqualTo(Map.of(DropReason.CLOSED, 1L));
    }

    @Test
    void whatAnArgumentThrowsCostsThatEventAlone() {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start();
                Spillway spillway = tlsTo(endpoint).build()) {
            spillway.log(new ThrowingReader(), "event");
            spillway.log(LogEvent.of(Severity.INFO, "test", "next"));

            assertThat(endpoint.awaitMessages(1, SOON).get(0).text()).endsWith("test: next");
            assertThat(spillway.stats().dropped()).isEqualTo(Map.of(DropReason.FAILED, 1L));
        }
    }

    @Test
    void aParkedEngineIsTakenOverWithItsConnection() {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start()) {
            Spillway first = tlsTo(endpoint).name("parked").build();
            first.log(LogEvent.of(Severity.INFO, "test", "before"));
            endpoint.awaitMessages(1, SOON);
            first.park();

            try (Spillway second = tlsTo(endpoint).name("parked").resumeOrBuild()) {
                second.log(LogEvent.of(Severity.INFO, "test", "after"));
                endpoint.awaitMessages(2, SOON);

                assertThat(second).isSameAs(first);
                assertThat(endpoint.connections()).hasSize(1);
            }
        }
    }

    @Test
    void aParkedEngineThatNobodyTakesClosesItself() {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start()) {
            Spillway spillway = tlsTo(endpoint).name("forsaken").build();
            spillway.log(LogEvent.of(Severity.INFO, "test", "last words"));
            spillway.park();

            awaitEnd(spillway);
            assertThat(endpoint.awaitMessages(1, SOON)).hasSize(1);
            assertThat(spillway.stats().delivered()).isEqualTo(1);
        }
    }

    @Test
    void onlyAnEngineWithAHookThatIsNotClosedClosesAtTheEndOfTheJvm() {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start();
                Spillway hooked = tlsTo(endpoint).build();
                Spillway unhooked = tlsTo(endpoint).set("shutdownHook", "false").build()) {
            assertThat(hooked.closesAtJvmEnd()).isTrue();
            assertThat(unhooked.closesAtJvmEnd()).isFalse();

            hooked.close();
            assertThat(hooked.closesAtJvmEnd()).isFalse();
        }
    }

    @Test
    void anEngineWithOtherOptionsIsNotTakenOver() {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start()) {
            Spillway first = tlsTo(endpoint).name("changed").build();
            first.park();
            try (Spillway second =
                    tlsTo(endpoint).name("changed").appName("other").resumeOrBuild()) {
                assertThat(second).isNotSameAs(first);
            }
            first.close();
        }
    }

    @Test
    void theStartLineTellsDestinationFormatAndBuffer() {
        Spillway.builder()
                .host("127.0.0.1")
                .port(9)
                .reporter(new Recorder())
                .set("verifyHostname", "false")
                .set("shutdownTimeout", "100ms")
                .build()
                .close();

        assertThat(reports)
                .contains("INFO ships to syslog+tls://127.0.0.1:9 (octet-counting) as rfc5424; buffer 16 MB in memory, "
                        + "overflow drop, replayWindow 8 MB, messages up to 8 KB");
        assertThat(reports).anyMatch(line -> line.startsWith("WARN") && line.contains("verifyHostname"));
    }

    /** On a busy machine the pump may need longer for its last step than a close waits. */
    private static void awaitEnd(Spillway spillway) {
        Awaitility.await().atMost(SOON).until(() -> spillway.stats().connection() == ConnectionState.CLOSED);
    }

    private SpillwayBuilder tlsTo(SyslogEndpoint endpoint) {
        Path caFile = directory.resolve("ca.pem");
        try {
            endpoint.certificate().writeCaPem(caFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Spillway.builder()
                .destination("syslog+tls://localhost:" + endpoint.port())
                .caFile(caFile)
                .reporter(new Recorder());
    }

    private final class Recorder implements Reporter {
        @Override
        public void info(String message) {
            reports.add("INFO " + message);
        }

        @Override
        public void warn(String message) {
            reports.add("WARN " + message);
        }

        @Override
        public void error(String message) {
            reports.add("ERROR " + message);
        }
    }

    private static final class ThrowingReader implements EventReader<String> {
        @Override
        public Severity severity(String event) {
            return Severity.INFO;
        }

        @Override
        public long epochMicros(String event) {
            return 0;
        }

        @Override
        public String loggerName(String event) {
            return "test";
        }

        @Override
        public String threadName(String event) {
            return "main";
        }

        @Override
        public CharSequence message(String event, StringBuilder scratch) {
            throw new StackOverflowError("a hostile argument");
        }

        @Override
        public Throwable throwable(String event) {
            return null;
        }
    }
}
