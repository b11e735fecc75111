package dev.spillway.benchmarks.endtoend;

import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;

/**
 * A syslog endpoint over TLS (RFC 5425) in a process of its own, which counts the frames of one connection and keeps
 * nothing. It prints {@code port} with its port, and {@code arrived} with the count as soon as each of the counts that
 * it was told is reached. Arguments: where to write the certificate to be trusted, then the counts.
 */
public final class CountingSink {
    private static final int CHUNK = 64 * 1024;

    private final long[] counts;
    private long frames;
    private int next;
    private int length;
    private int rest;

    private CountingSink(long[] counts) {
        this.counts = counts;
    }

    /** Runs until the sender closes the connection. */
    public static void main(String[] arguments) throws IOException {
        TestCertificates certificates = TestCertificates.create();
        certificates.writeCaPem(Path.of(arguments[0]));
        long[] counts = new long[arguments.length - 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Long.parseLong(arguments[i + 1]);
        }
        try (ServerSocket server = certificates
                .loopback()
                .serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println("port " + server.getLocalPort());
            try (Socket connection = server.accept()) {
                new CountingSink(counts).read(connection.getInputStream());
            }
        }
    }

    private void read(InputStream stream) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
            take(chunk, count);
            while (next < counts.length && frames >= counts[next]) {
                System.out.println("arrived " + counts[next++]);
            }
        }
    }

    /** Goes along the frames: a decimal length, a space, and so many bytes. */
    private void take(byte[] chunk, int count) {
        int at = 0;
        while (at < count) {
            if (rest > 0) {
                int step = Math.min(rest, count - at);
                rest -= step;
                at += step;
                frames += rest == 0 ? 1 : 0;
            } else if (chunk[at] == ' ') {
                rest = length;
                length = 0;
                at++;
            } else {
                length = length * 10 + chunk[at] - '0';
                at++;
            }
        }
    }
}
