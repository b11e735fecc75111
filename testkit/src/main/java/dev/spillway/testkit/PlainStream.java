package dev.spillway.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Plain TCP. */
final class PlainStream implements ByteStream {
    private final Wire wire;
    private boolean ended;

    PlainStream(Wire wire) {
        this.wire = wire;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = wire.read(into);
        ended = count < 0;
        return count;
    }

    @Override
    public void sendEnd() throws IOException {
        wire.sendFin();
    }

    @Override
    public boolean endWasOrderly() {
        return ended;
    }
}
