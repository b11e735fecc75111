package dev.spillway.crash;

import dev.spillway.testkit.ServerCertificate;
import dev.spillway.testkit.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ServerSocketFactory;

/**
 * An endpoint in a process of its own, for a network that its parent is no part of: writes every whole line that it gets to
 * its standard output. The end of its input ends it, so that it never outlives a test.
 *
 * <p>Arguments: the address and the port to listen at, and for TLS a file for the certificate of its authority.
 */
final class ReceivingProgram {
    /** What it says once it listens. */
    static final String READY = "ready";

    private ReceivingProgram() {}

    /** Runs until its input ends. */
    public static void main(String[] args) throws IOException {
        ServerSocketFactory factory = ServerSocketFactory.getDefault();
        if (args.length > 2) {
            ServerCertificate certificate = TestCertificates.create().forNames(args[0]);
            certificate.writeCaPem(Path.of(args[2]));
            factory = certificate.serverContext().getServerSocketFactory();
        }
        ServerSocket server = factory.createServerSocket(Integer.parseInt(args[1]), 50, InetAddress.getByName(args[0]));
        say(READY.getBytes(StandardCharsets.US_ASCII));
        daemon(() -> {
            while (true) {
                Socket socket = server.accept();
                daemon(() -> read(socket));
            }
        });
        while (System.in.read() >= 0) {
            // Nothing is commanded.
        }
        Runtime.getRuntime().halt(0);
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // The connection has ended, and with it what it had not brought in whole.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void read(Socket socket) throws IOException {
        try (socket;
                InputStream in = socket.getInputStream()) {
            byte[] bytes = new byte[64 * 1024];
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                for (int i = 0; i < count; i++) {
                    if (bytes[i] == '\n') {
                        say(line.toByteArray());
                        line.reset();
                    } else {
                        line.write(bytes[i]);
                    }
                }
            }
        }
    }

    private static synchronized void say(byte[] line) {
        System.out.write(line, 0, line.length);
        System.out.write('\n');
        System.out.flush();
    }
}
