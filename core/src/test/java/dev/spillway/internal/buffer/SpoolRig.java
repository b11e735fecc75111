package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Reporter;
import dev.spillway.Severity;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the real buffer on a disk of the test's choice, plays loggers and pump, and keeps what is reported. */
final class SpoolRig implements Reporter {
    static final Path DIRECTORY = Path.of("/spool");
    static final Path SLOT = DIRECTORY.resolve("0abc-1");
    /** More than any buffer here has records or gaps: a reader that needs more steps hangs. */
    private static final int MOST_STEPS = 200_000;

    final List<String> reports = new ArrayList<>();
    private final Disk disk;
    private SpillSettings settings = new SpillSettings(DIRECTORY, 8L * Buffer.MIN_SEGMENT, 0, null);
    private BufferSettings bufferSettings =
            new BufferSettings(4L * Buffer.MIN_SEGMENT, 8192, 0, Overflow.DROP, Duration.ZERO);
    private long startMillis = 1_700_000_000_000L;
    private String identity = "0abc";
    /** The clock, which a test moves. */
    long nanos;

    SpoolRig(Disk disk) {
        this.disk = disk;
    }

    SpoolRig with(SpillSettings changed) {
        settings = changed;
        return this;
    }

    SpoolRig with(BufferSettings changed) {
        bufferSettings = changed;
        return this;
    }

    SpoolRig named(String changed) {
        identity = changed;
        return this;
    }

    SpoolRig startedAt(long changed) {
        startMillis = changed;
        return this;
    }

    /** What a reader got, and what the books say of the rest. */
    record Drained(List<String> texts, long damaged) {}

    Buffer open() {
        SpillOwner owner = new SpillOwner(disk, settings, identity, "album, rfc5424", startMillis, () -> nanos, this);
        return Buffer.onDisk(bufferSettings, owner, () -> {});
    }

    static boolean append(Buffer buffer, String text) {
        byte[] message = text.getBytes(StandardCharsets.ISO_8859_1);
        return buffer.append(message, 0, message.length, 0, Severity.INFO, 42, true);
    }

    /** Appends numbered messages of a length, and has the disk looked after as the pump would. */
    static List<String> fill(Buffer buffer, int from, int count, int length) {
        List<String> texts = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            String text = text(i, length);
            assertThat(append(buffer, text)).as("room for message %d", i).isTrue();
            texts.add(text);
            maintain(buffer);
        }
        return texts;
    }

    static String text(int number, int length) {
        StringBuilder text = new StringBuilder(length).append(number).append(':');
        while (text.length() < length) {
            text.append((char) ('!' + (number * 31 + text.length() * 7) % 90));
        }
        return text.toString();
    }

    static void maintain(Buffer buffer) {
        buffer.tidy();
        SpillStatus spill = buffer.spill();
        if (spill != null && spill.needsMaintenance()) {
            spill.maintain();
        }
    }

    static String read(Cursor cursor) {
        byte[] bytes = new byte[cursor.length()];
        cursor.copy(0, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Reads and confirms all there is, as the pump would. */
    static Drained drain(Buffer buffer) {
        return drain(buffer, buffer.cursor(), Integer.MAX_VALUE);
    }

    static Drained drain(Buffer buffer, Cursor cursor, int most) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; texts.size() < most && cursor.peek(0); i++) {
            assertThat(i).as("steps").isLessThan(MOST_STEPS);
            texts.add(read(cursor));
            buffer.confirm(cursor);
        }
        buffer.release(cursor);
        buffer.tidy();
        return new Drained(texts, buffer.takeDamaged());
    }

    /** Ends as the pump does: everything confirmed is written down. */
    static void close(Buffer buffer, @Nullable Cursor confirmed) {
        if (confirmed != null) {
            buffer.savePosition(confirmed);
        }
        buffer.close();
    }

    @Override
    public void info(String message) {
        reports.add("info " + message);
    }

    @Override
    public void warn(String message) {
        reports.add("warn " + message);
    }

    @Override
    public void error(String message) {
        reports.add("error " + message);
    }
}
