package dev.spillway.internal.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A socket of the operating system. */
final class SocketWire<C extends SelectableChannel & ByteChannel> implements Wire {
    private final C channel;
    private final SelectionKey key;

    SocketWire(C channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
    }

    @Override
    public boolean finishConnect() throws IOException {
        if (channel instanceof SocketChannel stream && !stream.finishConnect()) {
            return false;
        }
        key.interestOps(SelectionKey.OP_READ);
        return true;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return channel.write(source);
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
    public boolean shutdownOutput() throws IOException {
        if (channel instanceof SocketChannel stream) {
            stream.shutdownOutput();
        }
        return true;
    }

    @Override
    public void wantWrite(boolean wanted) {
        if (key.isValid()) {
            key.interestOps(wanted ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is left to be done with it.
        }
    }
}
