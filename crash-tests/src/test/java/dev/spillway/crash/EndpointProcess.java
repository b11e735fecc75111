package dev.spillway.crash;

import dev.spillway.testkit.SequenceOracle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A {@link SoakEndpoint} and its successors on the same port, as their parent sees them. For one thread. */
final class EndpointProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SequenceOracle oracle;
    private final Path caFile;
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private volatile int port;
    private Process process;
    private Thread reader;

    /** Starts the first one, and waits until it listens. */
    EndpointProcess(SequenceOracle oracle, Path caFile) throws IOException {
        this.oracle = oracle;
        this.caFile = caFile;
        start();
        Awaitility.await().atMost(PATIENCE).until(() -> port != 0 || !process.isAlive());
        if (port == 0) {
            throw new AssertionError("no endpoint: " + told);
        }
    }

    /** Starts the next one, which listens soon. */
    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SoakEndpoint.class.getName(),
                        Integer.toString(port),
                        caFile.toString())
                .redirectErrorStream(true)
                .start();
        Process its = process;
        reader = new Thread(() -> read(its), "endpoint-" + its.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Process from) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("<")) {
                    oracle.accept(line.getBytes(StandardCharsets.UTF_8));
                } else if (line.startsWith("port ")) {
                    port = Integer.parseInt(line.substring("port ".length()));
                } else {
                    told.add(line);
                }
            }
        } catch (IOException e) {
            told.add("its output ended with " + e);
        }
    }

    /** Ends it by SIGKILL, and takes what it had said. */
    void kill() throws InterruptedException {
        // Not by the process itself, which would close the pipe with what is still in it.
        process.toHandle().destroyForcibly();
        process.waitFor();
        reader.join(PATIENCE.toMillis());
    }

    /** Gives a command. */
    void tell(String command) {
        try {
            process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(command + " cannot be told: " + told, e);
        }
    }

    int port() {
        return port;
    }

    /** What went wrong in any of them. */
    List<String> told() {
        return List.copyOf(told);
    }

    /** Ends it in order. */
    @Override
    public void close() throws InterruptedException {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            told.add("its input was closed already: " + e);
        }
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            told.add("no end within " + PATIENCE);
        }
        kill();
    }
}
