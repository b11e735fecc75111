package dev.spillway.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A receiver in a process of its own, which ends with {@link #close()}, or if it doesn't start as it should. What it
 * prints goes to files.
 */
final class ReceiverProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(90);
    private static final long END_SECONDS = 10;

    private final Process process;
    private final Path output;
    private final Path errors;

    private ReceiverProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    static ReceiverProcess start(Path directory, List<String> command) throws IOException {
        Path output = directory.resolve("output.txt");
        Path errors = directory.resolve("errors.txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        return new ReceiverProcess(process, output, errors);
    }

    /** Waits until the port takes connections. */
    void awaitPort(int port) {
        await("port " + port, () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** Waits for something that the process brings about; its end and its output are told if it doesn't. */
    void await(String what, Callable<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .atMost(START)
                    .failFast(() -> !process.isAlive())
                    .until(condition);
        } catch (RuntimeException e) {
            close();
            throw new IllegalStateException("no " + what + " by " + process.info() + ":\n" + text() + read(errors), e);
        }
    }

    Path output() {
        return output;
    }

    /** What it has printed so far. */
    String text() {
        return read(output);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(END_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
