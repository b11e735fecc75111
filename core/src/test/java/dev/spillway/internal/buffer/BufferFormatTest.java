package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Severity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads a spool with a reader written from docs/buffer-format.md, which shares no code with the library. */
@Timeout(120)
final class BufferFormatTest {
    private final SimDisk disk = new SimDisk();
    private final Buffer buffer = new SpoolRig(disk).open();
    private List<String> texts = List.of();

    /** A segment as the document describes it. */
    private record DocumentedSegment(long number, boolean complete, long events, int end, ByteBuffer file) {}

    private record DocumentedPosition(long generation, long segment, int offset, long events) {}

    @BeforeEach
    void log() {
        texts = SpoolRig.fill(buffer, 0, 60, 3_001);
        byte[] message = "<11>1 split".getBytes(StandardCharsets.UTF_8);
        buffer.append(message, 0, message.length, 5, Severity.ERROR, 1_234_567_890_123L, false);
    }

    private static int crc(ByteBuffer bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(from, length));
        return (int) crc.getValue();
    }

    private static long mix(long v) {
        long z = (v ^ (v >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private List<DocumentedSegment> segments() {
        List<DocumentedSegment> segments = new ArrayList<>();
        disk.paths().stream()
                .filter(path -> path.toString().endsWith(".segment"))
                .forEach(path -> {
                    ByteBuffer file = ByteBuffer.wrap(disk.content(path)).order(ByteOrder.LITTLE_ENDIAN);
                    if (file.getLong(0) != 0) {
                        segments.add(segment(file));
                    }
                });
        segments.sort(Comparator.comparingLong(DocumentedSegment::number));
        return segments;
    }

    private static DocumentedSegment segment(ByteBuffer file) {
        assertThat(StandardCharsets.US_ASCII.decode(file.slice(0, 8)).toString())
                .isEqualTo("SPILLSEG");
        assertThat(file.getInt(8)).as("version").isEqualTo(1);
        assertThat(file.getInt(12)).as("where records begin").isEqualTo(64);
        assertThat(file.getInt(24)).isEqualTo(crc(file, 0, 24));
        long number = file.getLong(16);
        assertThat(file.getLong(48)).isEqualTo(number);
        ByteBuffer second = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(file.getInt(56)).isEqualTo(crc(second.putInt(0, 1).putLong(4, number), 0, 12));
        ByteBuffer end = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        end.putLong(0, number).putLong(8, file.getLong(32)).putInt(16, file.getInt(40));
        boolean complete = file.getInt(44) == crc(end, 0, 20);
        return new DocumentedSegment(number, complete, file.getLong(32), file.getInt(40), file);
    }

    private static List<String> read(DocumentedSegment segment, int from) {
        List<String> messages = new ArrayList<>();
        int end = segment.complete ? segment.end : segment.file.capacity() - 64;
        for (int at = from; at + 20 <= end; ) {
            int size = segment.file.getInt(64 + at);
            if (size >= 20 && at + size <= end && check(segment, at, size) == segment.file.getInt(64 + at + 16)) {
                messages.add(StandardCharsets.ISO_8859_1
                        .decode(segment.file.slice(64 + at + 20, size - 20))
                        .toString());
                at += (size + 7) / 8 * 8;
            } else {
                at += 8;
            }
        }
        return messages;
    }

    private static int check(DocumentedSegment segment, int at, int size) {
        long meta = segment.file.getInt(64 + at + 4) & 0xFFFF_FFFFL;
        long mixed = mix(segment.number * 0x9E3779B97F4A7C15L + at);
        mixed = mix(mixed ^ segment.file.getLong(64 + at + 8));
        mixed = mix(mixed ^ (((long) size << 32) | meta));
        return crc(segment.file, 64 + at + 20, size - 20) ^ (int) (mixed >>> 32);
    }

    private DocumentedPosition position() {
        ByteBuffer file =
                ByteBuffer.wrap(disk.content(SpoolRig.SLOT.resolve("position"))).order(ByteOrder.LITTLE_ENDIAN);
        DocumentedPosition best = new DocumentedPosition(0, 0, 0, 0);
        for (int at = 0; at + 64 <= file.capacity(); at += 64) {
            long generation = file.getLong(at);
            if (file.getInt(at + 28) == crc(file, at, 28) && generation > best.generation) {
                assertThat(at).isEqualTo((int) (generation % 2 * 64));
                best = new DocumentedPosition(
                        generation, file.getLong(at + 8), file.getInt(at + 16), file.getLong(at + 20));
            }
        }
        return best;
    }

    @Test
    void readerWrittenFromTheDocumentFindsEveryMessage() {
        List<String> found = new ArrayList<>();
        segments().forEach(segment -> found.addAll(read(segment, 0)));
        List<String> expected = new ArrayList<>(texts);
        expected.add("<11>1 split");
        assertThat(found).isEqualTo(expected);
        assertThat(segments()).extracting(DocumentedSegment::number).containsExactly(1L, 2L, 3L);
        assertThat(segments()).extracting(DocumentedSegment::complete).containsExactly(true, true, false);
        assertThat(segments().get(0).events)
                .isEqualTo(read(segments().get(0), 0).size());
    }

    @Test
    void recordHoldsTimeSeverityAndWhereStructuredDataBegins() {
        ByteBuffer file = segments().get(2).file;
        int at = 64;
        while (file.getInt(at) != 31) {
            at += 8;
        }
        assertThat(file.getInt(at + 4) >>> 16).isEqualTo(5);
        assertThat(file.getInt(at + 4) >>> 8 & 0xFF).isEqualTo(Severity.ERROR.code());
        assertThat(file.getInt(at + 4) & 1).as("stands for its event").isZero();
        assertThat(file.getLong(at + 8)).isEqualTo(1_234_567_890_123L);
    }

    @Test
    void positionTellsWhereToGoOn() {
        Cursor cursor = buffer.cursor();
        for (int i = 0; i < 25; i++) {
            SpoolRig.drain(buffer, cursor, 1);
            buffer.savePosition(cursor);
        }
        DocumentedPosition position = position();
        DocumentedSegment segment = segments().stream()
                .filter(candidate -> candidate.number == position.segment)
                .findFirst()
                .orElseThrow();
        assertThat(read(segment, position.offset).get(0)).isEqualTo(texts.get(25));
        assertThat(read(segment, 0).indexOf(texts.get(25))).isEqualTo((int) position.events);
        assertThat(position.generation).isEqualTo(25);
    }

    @Test
    void namesAreAsDocumented() {
        assertThat(disk.paths())
                .extracting(path -> SpoolRig.SLOT.relativize(path).toString())
                .allMatch(name -> name.matches("lock|identity|position|drops|[0-9a-f]{16}\\.segment"))
                .contains("lock", "identity", "position", "drops");
        assertThat(disk.content(SpoolRig.SLOT.resolve("identity")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("album, rfc5424");
    }
}
