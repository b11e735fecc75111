package dev.spillway.acceptance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/** Hands on the lines of a file that another process is writing, each once. Confined to one thread. */
final class GrowingFile implements AutoCloseable {
    private final FileChannel channel;
    private byte[] bytes = new byte[1 << 20];
    private int kept;

    GrowingFile(Path file) throws IOException {
        channel = FileChannel.open(file);
    }

    /** Reads to the file's present end; what follows the last line feed waits for the next time. */
    void read(Consumer<byte[]> lines) throws IOException {
        int count = channel.read(ByteBuffer.wrap(bytes, kept, bytes.length - kept));
        while (count > 0) {
            int end = kept + count;
            int from = 0;
            for (int i = kept; i < end; i++) {
                if (bytes[i] == '\n') {
                    lines.accept(Arrays.copyOfRange(bytes, from, i));
                    from = i + 1;
                }
            }
            kept = end - from;
            System.arraycopy(bytes, from, bytes, 0, kept);
            if (kept == bytes.length) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
            count = channel.read(ByteBuffer.wrap(bytes, kept, bytes.length - kept));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
