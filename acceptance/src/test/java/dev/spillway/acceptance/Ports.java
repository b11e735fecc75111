package dev.spillway.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for programs that cannot choose one. */
final class Ports {
    /** Below those that Linux gives to whoever asks for any, so that nobody else gets it before the program does. */
    private static final int LEAST = 10_000;

    private static final int BEYOND = 32_000;
    private static final int ATTEMPTS = 100;

    private Ports() {}

    /** A port of 127.0.0.1 that is free now. */
    static int free() throws IOException {
        IOException last = new IOException("no port was tried");
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(LEAST, BEYOND);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }
}
