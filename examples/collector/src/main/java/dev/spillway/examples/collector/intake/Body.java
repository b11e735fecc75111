package dev.spillway.examples.collector.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request's body, decompressed, that ends with an error when it is too long. Confined to one thread. */
final class Body extends FilterInputStream {

    private long left;
    private boolean failed;

    Body(InputStream in, long mostBytes) {
        super(in);
        this.left = mostBytes;
    }

    /** Whether it could not be read to its end. */
    boolean hasFailed() {
        return failed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int read = super.read(bytes, offset, length);
            left -= Math.max(read, 0);
            if (left < 0) {
                throw new TooLong();
            }
            return read;
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
