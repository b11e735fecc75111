package dev.spillway.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What no datagram can hold must not stay in the way of what comes after it. */
final class DatagramTransportTest {
    private static final int LARGEST = 65_507;

    private final List<byte[]> sent = new ArrayList<>();
    private final DatagramTransport transport =
            new DatagramTransport(new LoopbackWire(), new AddedElement(new byte[0]), 1_024);

    private boolean offer(String text) {
        transport.step(0);
        return transport.offer(new Text(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void messageThatFitsIsSentAsItIs() {
        String text = "x".repeat(LARGEST);
        assertThat(offer(text)).isTrue();
        assertThat(sent).singleElement().isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void messageThatNoDatagramHoldsLosesItsEnd() {
        assertThat(offer("x".repeat(LARGEST + 1))).isTrue();
        assertThat(offer("after it")).isTrue();
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0).length).isBetween(LARGEST - 4, LARGEST);
        assertThat(sent.get(1)).asString().isEqualTo("after it");
        assertThat(transport.state()).isEqualTo(Transport.State.OPEN);
    }

    @Test
    void charactersAreNotCut() throws CharacterCodingException {
        for (String character : List.of("\u00e9", "\u20ac", "\ud83d\ude00")) {
            for (int before = 0; before < 4; before++) {
                sent.clear();
                String text = "x".repeat(before) + character.repeat(LARGEST / 2);
                assertThat(offer(text)).isTrue();
                String arrived = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(sent.get(0)))
                        .toString();
                assertThat(text).startsWith(arrived);
                assertThat(sent.get(0).length).isBetween(LARGEST - 4, LARGEST);
            }
        }
    }

    private record Text(byte[] bytes) implements Message {
        @Override
        public int length() {
            return bytes.length;
        }

        @Override
        public int structuredDataAt() {
            return 0;
        }

        @Override
        public void copy(int from, byte[] target, int to, int length) {
            System.arraycopy(bytes, from, target, to, length);
        }

        @Override
        public long position() {
            return 0;
        }

        @Override
        public long end() {
            return bytes.length;
        }
    }

    /** Refuses what the system refuses. */
    private final class LoopbackWire implements Wire {
        @Override
        public boolean finishConnect() {
            return true;
        }

        @Override
        public int read(ByteBuffer target) {
            return 0;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            if (source.remaining() > LARGEST) {
                throw new IOException("Message too long");
            }
            byte[] datagram = new byte[source.remaining()];
            source.get(datagram);
            sent.add(datagram);
            return datagram.length;
        }

        @Override
        public int heldBytes() {
            return 0;
        }

        @Override
        public boolean flush() {
            return true;
        }

        @Override
        public boolean shutdownOutput() {
            return true;
        }

        @Override
        public void wantWrite(boolean wanted) {}

        @Override
        public void close() {}
    }
}
