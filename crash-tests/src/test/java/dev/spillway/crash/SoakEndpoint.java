package dev.spillway.crash;

import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.TestCertificates;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * An endpoint as a process that can be killed. It says each message on its standard output before it says to the sender
 * that it has read it, so that its death loses nothing of which it gave a receipt.
 *
 * <p>Arguments: the port, 0 for a free one, and the file for the authority of its certificate, a new one at each start.
 */
final class SoakEndpoint {
    private static final long ATTEMPT_NANOS = 20_000_000;
    private static final int ATTEMPTS = 3_000;

    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

    private SoakEndpoint() {}

    /** Runs until its standard input ends. */
    public static void main(String[] args) throws IOException {
        new SoakEndpoint().run(Integer.parseInt(args[0]), Path.of(args[1]));
    }

    private void run(int port, Path caFile) throws IOException {
        TestCertificates authority = TestCertificates.create();
        Path written = authority.writeCaPem(Files.createTempFile(caFile.getParent(), "authority", ".pem"));
        Files.move(written, caFile, StandardCopyOption.ATOMIC_MOVE);
        try (SyslogEndpoint endpoint = patiently(() -> SyslogEndpoint.tls()
                .port(port)
                .certificate(authority.loopback())
                .onMessage(this::say)
                .start())) {
            say("port " + endpoint.port());
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                obey(endpoint, command);
            }
            for (Throwable failure : endpoint.failures()) {
                say("failure " + failure);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static void obey(SyslogEndpoint endpoint, String command) {
        switch (command) {
            case "die" -> endpoint.die();
            case "stop" -> endpoint.stop();
            case "restart" ->
                patiently(() -> {
                    endpoint.restart();
                    return endpoint;
                });
            default -> throw new IllegalArgumentException(command);
        }
    }

    /** While the port was closed, somebody else's outgoing connection may have got it. */
    private static SyslogEndpoint patiently(Supplier<SyslogEndpoint> opening) {
        for (int attempt = 1; ; attempt++) {
            try {
                return opening.get();
            } catch (UncheckedIOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(ATTEMPT_NANOS);
            }
        }
    }

    private void say(ReceivedMessage message) {
        say(message.text());
    }

    private void say(String line) {
        try {
            // At once and not in pieces: a pipe takes up to 4 KB as one.
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
