package dev.spillway.benchmarks.endtoend;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * A connection's input that answers fluentd's forward protocol: who wants an acknowledgement ends what it sends with the
 * option {@code chunk} and waits until its value comes back as {@code ack}. The answer is written when the caller asks
 * for more, so once it has counted what there was. Nobody else sends these bytes, so every connection may have it.
 */
final class ForwardInput extends FilterInputStream {
    /** In MessagePack: the text {@code chunk}, then the head of one of 36 characters, a UUID. */
    private static final byte[] OPTION = {(byte) 0xa5, 'c', 'h', 'u', 'n', 'k', (byte) 0xd9, 36};

    private static final byte[] ANSWER = {(byte) 0x81, (byte) 0xa3, 'a', 'c', 'k', (byte) 0xd9, 36};
    private static final int UUID = 36;

    private final OutputStream out;
    /** The last bytes of the stream. */
    private final byte[] tail = new byte[OPTION.length + UUID];

    ForwardInput(InputStream in, OutputStream out) {
        super(in);
        this.out = out;
    }

    @Override
    public int read(byte[] chunk, int offset, int most) throws IOException {
        if (Arrays.equals(tail, 0, OPTION.length, OPTION, 0, OPTION.length)) {
            answer();
        }
        int length = super.read(chunk, offset, most);
        int taken = Math.min(Math.max(length, 0), tail.length);
        System.arraycopy(tail, taken, tail, 0, tail.length - taken);
        System.arraycopy(chunk, offset + Math.max(length, 0) - taken, tail, tail.length - taken, taken);
        return length;
    }

    private void answer() throws IOException {
        byte[] answer = Arrays.copyOf(ANSWER, ANSWER.length + UUID);
        System.arraycopy(tail, OPTION.length, answer, ANSWER.length, UUID);
        out.write(answer);
        Arrays.fill(tail, (byte) 0);
    }
}
