package dev.spillway.internal.delivery;

import dev.spillway.internal.transport.Wire;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;

/** A simulated datagram socket: what is sent while nobody listens is answered by an error at the next write. */
final class SimDatagrams implements Wire {
    private static final long LATENCY = 500_000;

    private final SimTime time;
    private final SimPeer peer;
    private final Runnable wake;
    private boolean unreachable;
    private boolean closed;

    SimDatagrams(SimTime time, SimPeer peer, Runnable wake) {
        this.time = time;
        this.peer = peer;
        this.wake = wake;
    }

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
        if (closed) {
            throw new IOException("closed");
        }
        if (unreachable) {
            unreachable = false;
            throw new PortUnreachableException();
        }
        byte[] message = new byte[source.remaining()];
        source.get(message);
        time.after(LATENCY, () -> arrive(message));
        return Math.max(1, message.length);
    }

    private void arrive(byte[] message) {
        if (peer.isUp()) {
            peer.received(0, message);
        } else {
            unreachable = true;
            wake.run();
        }
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
    public void close() {
        closed = true;
    }
}
