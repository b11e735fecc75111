package dev.spillway.examples.collector.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Whatever a sender writes: the same frames whatever the packets, none too long, and each is an event. */
final class FramesFuzz {
    private static final int MAX = 100;
    private static final int LONGEST_MARK = 60;
    private static final SyslogParser PARSER =
            new SyslogParser(Clock.fixed(Instant.parse("2026-11-23T01:02:03Z"), ZoneOffset.UTC));

    private interface Framing {
        FrameReader of(InputStream in, int maxBytes);
    }

    /** @param data how the stream is cut into packets, and then the stream */
    @FuzzTest
    void anyStreamIsFramesAndEachOfThemAnEvent(byte[] data) throws IOException {
        if (data.length == 0) {
            return;
        }
        for (Framing framing : List.<Framing>of(FrameReader::new, FrameReader::ofLines, FrameReader::ofWhole)) {
            List<String> frames = read(framing.of(new ByteArrayInputStream(data, 1, data.length - 1), MAX));
            assertThat(read(framing.of(new Packets(data, 1 + (data[0] & 0x7F)), MAX)))
                    .isEqualTo(frames);
            assertThat(frames).hasSizeLessThan(data.length).allSatisfy(FramesFuzz::check);
        }
    }

    private static List<String> read(FrameReader reader) throws IOException {
        List<String> frames = new ArrayList<>();
        for (String frame = reader.next(); frame != null; frame = reader.next()) {
            frames.add(frame);
        }
        return frames;
    }

    private static void check(String frame) {
        // A byte that is not UTF-8 takes three as what stands for it.
        assertThat(frame.getBytes(StandardCharsets.UTF_8))
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(3 * MAX + LONGEST_MARK);
        SyslogEvent event = PARSER.parse(frame, "192.0.2.1");
        assertThat(event.host()).isNotEmpty();
        assertThat(event.facility()).isBetween(0, 23);
        assertThat(event.textLength()).isLessThanOrEqualTo(frame.length() + "192.0.2.1".length());
        event.hasSequenceId();
    }

    /** Hands its bytes out in packets of one size. */
    private static final class Packets extends ByteArrayInputStream {
        private final int size;

        Packets(byte[] data, int size) {
            super(data, 1, data.length - 1);
            this.size = size;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, size));
        }
    }
}
