package dev.spillway.examples.collector.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.examples.collector.syslog.Severity;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ConsolePrinterTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Instant TIME = LocalDateTime.parse("2026-11-22T15:04:05")
            .atZone(ZoneId.systemDefault())
            .toInstant();

    private static SyslogEvent event(Severity severity, String program, String message) {
        return new SyslogEvent(TIME, TIME, severity, 1, "web", program, "1", "", "", message);
    }

    private static String printed(boolean color, SyslogEvent... events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ConsolePrinter printer = ConsolePrinter.start(out, StandardCharsets.UTF_8, color)) {
            for (SyslogEvent event : events) {
                printer.print(event);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void eventIsTimeHostProgramAndMessage() {
        assertThat(printed(
                        false,
                        event(Severity.INFO, "album", "GET /albums/4 HTTP/1.1 200 12ms"),
                        event(Severity.ERROR, "", "앨범\n\tat x"),
                        event(Severity.INFO, "a\nb", "\u001b[31m\u202e")))
                .isEqualTo("Nov 22 15:04:05 web album: GET /albums/4 HTTP/1.1 200 12ms\n"
                        + "Nov 22 15:04:05 web: 앨범\n    \tat x\n"
                        + "Nov 22 15:04:05 web a\n    b: \\x1b[31m\\u202e\n");
    }

    @Test
    void severityColoursTheMessage() {
        assertThat(printed(true, event(Severity.ERROR, "", "bad"))).contains("\u001b[31mbad\u001b[0m");
        assertThat(printed(true, event(Severity.WARNING, "", "odd"))).contains("\u001b[33modd\u001b[0m");
        assertThat(printed(true, event(Severity.INFO, "", "fine"))).endsWith(": fine\n");
    }

    @Test
    void slowOutputHoldsThePrintersBackAndLosesNothing() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OutputStream gated = new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("written byte by byte");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                out.write(bytes, offset, length);
            }
        };
        String message = "m".repeat(100_000);
        int events = 40;
        AtomicInteger taken = new AtomicInteger();
        try (ConsolePrinter printer = ConsolePrinter.start(gated, StandardCharsets.UTF_8, false)) {
            Thread sender = new Thread(() -> {
                for (int i = 0; i < events; i++) {
                    printer.print(event(Severity.INFO, "", message));
                    taken.incrementAndGet();
                }
            });
            sender.start();
            await().atMost(PATIENCE).until(() -> sender.getState() == Thread.State.WAITING && taken.get() > 0);
            assertThat(taken.get()).isLessThan(events);

            gate.countDown();
            sender.join();
        }
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(events)
                .allMatch(line -> line.endsWith(message));
    }

    @Test
    void outputThatFailsIsGivenUpAndHoldsNobodyBack() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        String message = "m".repeat(600_000);
        try (ConsolePrinter printer = ConsolePrinter.start(broken, StandardCharsets.UTF_8, false)) {
            for (int i = 0; i < 20; i++) {
                printer.print(event(Severity.INFO, "", message));
            }
        }
    }
}
