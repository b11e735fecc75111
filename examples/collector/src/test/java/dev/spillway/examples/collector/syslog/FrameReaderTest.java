package dev.spillway.examples.collector.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameReaderTest {

    private static final int MAX = 100;

    private static List<String> read(InputStream in, int max) throws IOException {
        FrameReader frames = new FrameReader(in, max);
        List<String> messages = new ArrayList<>();
        String message = frames.next();
        while (message != null) {
            messages.add(message);
            message = frames.next();
        }
        return messages;
    }

    private static List<String> read(String stream) throws IOException {
        return read(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)), MAX);
    }

    @Test
    void eachFrameDecidesForItself() throws IOException {
        assertThat(read("7 <13>one<13>two\n9 <13>three\n<13>four\r\n\n8 <13>five\0<13>six\0no header\n5 <13>x"))
                .containsExactly(
                        "<13>one", "<13>two", "<13>three", "<13>four", "<13>five", "<13>six", "no header", "<13>x");
    }

    @Test
    void countedFrameKeepsItsInnerLines() throws IOException {
        assertThat(read("11 <13>a\n\tb\r\nc11 <13>d\ne\n\r\n\0x")).containsExactly("<13>a\n\tb\r\nc", "<13>d\ne", "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22 text", "0 zero", "12", "123456789 <13>too long to be a count", "7x", "3.14 pi"})
    void digitsThatAreNoCountBeginALine(String line) throws IOException {
        assertThat(read(line + "\n<13>next\n")).containsExactly(line, "<13>next");
    }

    @Test
    void longMessagesAreCutWithAMarkAndTheNextFrameIsWhole() throws IOException {
        String longText = "é".repeat(80);
        assertThat(read("160 " + longText + "<13>a\n" + longText + "\n3 <1>"))
                .containsExactly(
                        "é".repeat(50) + " [cut: 100 of 160 bytes kept]",
                        "<13>a",
                        "é".repeat(50) + " [cut: 100 of 160 bytes kept]",
                        "<1>");
        assertThat(read("x" + longText + "\n")).containsExactly("x" + "é".repeat(49) + " [cut: 99 of 161 bytes kept]");
        assertThat(read("x".repeat(MAX) + "\n100 " + "y".repeat(MAX)))
                .containsExactly("x".repeat(MAX), "y".repeat(MAX));
    }

    @Test
    void frameThatTheEndOfTheStreamBreaksOffIsReturnedAsFarAsItCame() throws IOException {
        assertThat(read("<13>no line end")).containsExactly("<13>no line end");
        assertThat(read("20 <13>half")).containsExactly("<13>half [cut: 8 of 20 bytes arrived]");
        assertThat(read("x".repeat(150))).containsExactly("x".repeat(100) + " [cut: 100 of 150 bytes kept]");
    }

    @Test
    void failureOfTheStreamIsThrownBehindWhatArrived() throws IOException {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Connection reset");
            }
        };
        FrameReader frames = new FrameReader(
                new SequenceInputStream(
                        new ByteArrayInputStream("<13>a\n<13>b".getBytes(StandardCharsets.UTF_8)), failing),
                MAX);

        assertThat(frames.next()).isEqualTo("<13>a");
        assertThat(frames.next()).isEqualTo("<13>b");
        assertThatThrownBy(frames::next).isInstanceOf(IOException.class).hasMessage("Connection reset");
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 6587, 20261122})
    void framesSurviveAnyPacketBoundary(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> sent = new ArrayList<>();
        StringBuilder stream = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            boolean counted = random.nextBoolean();
            String message = "<13>" + i + "\u00e9".repeat(random.nextInt(60)) + (counted ? "\nline" : "")
                    + "x".repeat(random.nextInt(20_000) / (i % 100 + 1));
            sent.add(message);
            int length = message.getBytes(StandardCharsets.UTF_8).length;
            stream.append(counted ? length + " " + message : message + (random.nextBoolean() ? "\n" : "\r\n"));
        }
        byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);

        assertThat(read(new Dribble(bytes, random), 128 * 1024))
                .as("seed %d", seed)
                .isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 11, 20261122})
    void noBytesEverFail(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                if (random.nextInt(3) == 0) {
                    bytes[i] = (byte) "0123456789 \n\r\0<>".charAt(random.nextInt(16));
                }
            }
            assertThat(read(new Dribble(bytes, random), MAX))
                    .as("seed %d", seed)
                    .doesNotContainNull();
        }
    }

    /** Hands its bytes out in pieces of random length. */
    private static final class Dribble extends ByteArrayInputStream {
        private final Random random;

        Dribble(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(random.nextBoolean() ? 3 : 5_000)));
        }
    }
}
