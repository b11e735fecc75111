package dev.spillway.internal.delivery;

import dev.spillway.internal.transport.Framing;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** What outlives a simulated process: time, the network with two peers, and all that is known of what was logged. */
final class SimWorld {
    final SimTime time = new SimTime();
    final Oracle oracle;
    final SimNetwork network;
    final SimPeer first;
    final SimPeer second;
    private final List<Runnable> wakes = new ArrayList<>();

    SimWorld(Oracle oracle, Framing framing) {
        this.oracle = oracle;
        network = new SimNetwork(time, this::wake);
        first = new SimPeer(time, oracle, framing, this::wake);
        second = new SimPeer(time, oracle, framing, this::wake);
        try {
            network.name(RigSettings.FIRST.host(), 1, first);
            network.name(RigSettings.SECOND.host(), 11, second);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    List<SimPeer> peers() {
        return List.of(first, second);
    }

    /** Has the network wake a process. */
    void attach(Runnable wake) {
        wakes.add(wake);
    }

    void detach(Runnable wake) {
        wakes.remove(wake);
    }

    private void wake() {
        wakes.forEach(Runnable::run);
    }
}
