package dev.spillway.internal.delivery;

import dev.spillway.internal.transport.Network;
import dev.spillway.internal.transport.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A simulated network: names, addresses and the peers behind them. */
final class SimNetwork implements Network {
    private final SimTime time;
    private final Map<String, InetAddress[]> names = new HashMap<>();
    private final Map<InetAddress, SimPeer> peers = new LinkedHashMap<>();
    private final Runnable wake;
    private boolean dnsFails;
    private int lookups;
    private int failedLookups;

    SimNetwork(SimTime time, Runnable wake) {
        this.time = time;
        this.wake = wake;
    }

    /** Gives a name the addresses {@code 10.0.0.first} and following, one for each peer. */
    void name(String host, int first, SimPeer... its) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[its.length];
        for (int i = 0; i < its.length; i++) {
            addresses[i] = InetAddress.getByAddress(host, new byte[] {10, 0, 0, (byte) (first + i)});
            peers.put(addresses[i], its[i]);
        }
        names.put(host, addresses);
    }

    void failDns(boolean fails) {
        dnsFails = fails;
    }

    int lookups() {
        return lookups;
    }

    int failedLookups() {
        return failedLookups;
    }

    @Override
    public InetAddress[] resolve(String host) throws IOException {
        lookups++;
        InetAddress[] addresses = names.get(host);
        if (dnsFails || addresses == null) {
            failedLookups++;
            throw new UnknownHostException(host);
        }
        return addresses;
    }

    @Override
    public Wire connectStream(InetSocketAddress address, boolean keepAlive) {
        return peerAt(address).connect();
    }

    @Override
    public Wire connectDatagrams(InetSocketAddress address) {
        return new SimDatagrams(time, peerAt(address), wake);
    }

    private SimPeer peerAt(InetSocketAddress address) {
        SimPeer peer = peers.get(address.getAddress());
        if (peer == null) {
            throw new AssertionError("nobody has the address " + address);
        }
        return peer;
    }
}
