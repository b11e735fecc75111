package dev.spillway;

import dev.spillway.testkit.ServerCertificate;
import dev.spillway.testkit.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A server that takes one connection and keeps every byte of it, as it came. */
final class ByteRecorder implements AutoCloseable {
    private final ServerSocket server;
    private final ServerCertificate certificate;
    private final FutureTask<byte[]> reading = new FutureTask<>((Callable<byte[]>) this::read);
    private final Thread thread = new Thread(reading, "byte-recorder");

    private ByteRecorder(ServerSocket server, ServerCertificate certificate) {
        this.server = server;
        this.certificate = certificate;
        thread.setDaemon(true);
        thread.start();
    }

    static ByteRecorder tls() throws IOException {
        ServerCertificate certificate = TestCertificates.create().loopback();
        return new ByteRecorder(
                certificate.serverContext().getServerSocketFactory().createServerSocket(0, 1, loopback()), certificate);
    }

    static ByteRecorder tcp() throws IOException {
        return new ByteRecorder(
                new ServerSocket(0, 1, loopback()), TestCertificates.create().loopback());
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Writes the authority to trust. */
    Path caFile(Path directory) throws IOException {
        return certificate.writeCaPem(directory.resolve("ca.pem"));
    }

    private byte[] read() throws IOException {
        try (Socket socket = server.accept()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(bytes);
            return bytes.toByteArray();
        }
    }

    /** All that came until the sender's end. */
    String text() throws Exception {
        return new String(reading.get(60, TimeUnit.SECONDS), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws Exception {
        server.close();
        thread.join(60_000);
    }
}
