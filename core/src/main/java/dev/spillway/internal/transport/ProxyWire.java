package dev.spillway.internal.transport;

import dev.spillway.internal.transport.tls.Causes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A stream to a proxy that has it pass on to a destination. Once it does, bytes go through as they are; until then none
 * of those who write here can, as the wire is not connected.
 */
final class ProxyWire implements Wire {
    /** More than a proxy has to say; a longer answer ends the connection. */
    private static final int MOST_RECEIVED = 8 * 1024;

    private final Wire wire;
    private final ProxySettings proxy;
    private final ProxyDialogue dialogue;
    private final ByteBuffer received = ByteBuffer.allocate(MOST_RECEIVED);
    private ByteBuffer said = ByteBuffer.allocate(0);
    private boolean connected;

    ProxyWire(Wire wire, ProxySettings proxy, Destination destination) {
        this.wire = wire;
        this.proxy = proxy;
        this.dialogue = ProxyDialogue.with(proxy, destination);
    }

    @Override
    public boolean finishConnect() throws IOException {
        try {
            return dialogue.isOpen() || (isConnected() && talk());
        } catch (IOException e) {
            // Without a cause, whose words would stand for all.
            throw new IOException("proxy " + proxy + " " + Causes.sentence(e));
        }
    }

    private boolean isConnected() throws IOException {
        if (!connected) {
            try {
                connected = wire.finishConnect();
            } catch (IOException e) {
                throw new IOException("cannot be reached: " + Causes.sentence(e));
            }
            if (connected) {
                said = ByteBuffer.wrap(dialogue.opening());
            }
        }
        return connected;
    }

    private boolean talk() throws IOException {
        while (!dialogue.isOpen()) {
            int count = exchange();
            if (said.hasRemaining()) {
                return false;
            }
            if (count < 0) {
                throw new EOFException("closed the connection before it passed anything on");
            }
            received.flip();
            byte[] next = dialogue.next(received);
            received.compact();
            if (next != null) {
                said = ByteBuffer.wrap(next);
            } else if (!received.hasRemaining()) {
                throw new IOException("answered with more than " + MOST_RECEIVED / 1024 + " KB");
            } else if (count == 0) {
                return false;
            }
        }
        if (received.position() > 0) {
            // Neither a TLS server nor a syslog receiver speaks first.
            throw new IOException("sent something of its own behind its answer");
        }
        return true;
    }

    private int exchange() throws IOException {
        try {
            wire.write(said);
            return said.hasRemaining() ? 0 : wire.read(received);
        } catch (IOException e) {
            throw new IOException("broke the connection: " + Causes.sentence(e));
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return wire.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return wire.write(source);
    }

    @Override
    public int heldBytes() {
        return wire.heldBytes();
    }

    @Override
    public boolean flush() throws IOException {
        return wire.flush();
    }

    @Override
    public boolean shutdownOutput() throws IOException {
        return wire.shutdownOutput();
    }

    @Override
    public void wantWrite(boolean wanted) {
        wire.wantWrite(wanted);
    }

    @Override
    public void close() {
        wire.close();
    }
}
