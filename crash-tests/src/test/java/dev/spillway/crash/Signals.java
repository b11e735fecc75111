package dev.spillway.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Signals to one process, by a shell that lives as long as this, as a process for each of them would take too long. */
final class Signals implements AutoCloseable {
    private final Process shell;
    private final BufferedReader answers;

    Signals(long pid) throws IOException {
        String script = "while read signal; do kill -$signal " + pid + "; echo $?; done";
        shell = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
        answers = new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
    }

    void stop() throws IOException {
        send("STOP");
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
