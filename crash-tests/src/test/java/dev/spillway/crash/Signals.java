package dev.spillway.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Signals to one process, by a shell that lives as long as this, as a process for each of them would take too long. */
final class Signals implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path threads;
    private final Process shell;
    private final BufferedReader answers;

    Signals(long pid) throws IOException {
        threads = Path.of("/proc", Long.toString(pid), "task");
        String script = "while read signal; do kill -$signal " + pid + "; echo $?; done";
        shell = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        answers = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Returns when all threads stand still: one that is inside a system call goes on with it after the signal. */
    void stop() throws IOException {
        send("STOP");
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(PATIENCE)
                .until(this::standStill);
    }

    private boolean standStill() throws IOException {
        if (!Files.isDirectory(threads)) {
            return true;
        }
        try (DirectoryStream<Path> each = Files.newDirectoryStream(threads)) {
            for (Path thread : each) {
                String line = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
                // The state follows the name, which stands in parentheses and may hold any character: proc(5).
                if (line.charAt(line.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            // A thread ended while its state was asked for.
            return false;
        }
    }

    void resume() throws IOException {
        send("CONT");
    }

    private void send(String signal) throws IOException {
        shell.getOutputStream().write((signal + "\n").getBytes(StandardCharsets.US_ASCII));
        shell.getOutputStream().flush();
        String answer = answers.readLine();
        if (!"0".equals(answer)) {
            throw new IOException("kill -" + signal + ": " + answer);
        }
    }

    @Override
    public void close() {
        shell.destroyForcibly();
    }
}
