package dev.spillway.examples.album.demo;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Deque;

/** Tries the ports before anything is started, so that a taken one is told plainly and at once. */
final class Ports implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    // All stay bound until the last is tried, so that one port wanted twice is found as well.
    private final Deque<Closeable> bound = new ArrayDeque<>();

    private Ports() {}

    /** Throws with a message that names port and option when one of the demo's ports cannot be had. */
    static void check(DemoSettings settings) throws CannotStartException {
        try (Ports ports = new Ports()) {
            ports.tcp(settings.bind(), settings.port(), "--port");
            if (settings.shipsElsewhere()) {
                return;
            }
            DemoSettings.Collector collector = settings.collector();
            ports.tcp(LOOPBACK, collector.httpPort(), "--collector-port");
            ports.tcp(LOOPBACK, collector.tlsPort(), "--tls-port");
            ports.tcp(LOOPBACK, collector.tcpPort(), "--tcp-port");
            ports.udp(collector.udpPort());
        }
    }

    // One address is what a server listens on.
    @SuppressWarnings("AddressSelection")
    private void tcp(String address, int port, String option) throws CannotStartException {
        if (port == 0) {
            return;
        }
        try {
            ServerSocket socket = new ServerSocket();
            bound.push(socket);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (IOException e) {
            throw taken("TCP", address, port, option, e);
        }
    }

    private void udp(int port) throws CannotStartException {
        if (port == 0) {
            return;
        }
        try {
            bound.push(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        } catch (IOException e) {
            throw taken("UDP", LOOPBACK, port, "--udp-port", e);
        }
    }

    private static CannotStartException taken(String kind, String address, int port, String option, IOException cause) {
        return new CannotStartException(kind + " port " + port + " on " + address + " cannot be used ("
                + cause.getMessage() + "); choose another with " + option);
    }

    @Override
    public void close() {
        for (Closeable socket : bound) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException("a socket that was only bound does not close", e);
            }
        }
    }
}
