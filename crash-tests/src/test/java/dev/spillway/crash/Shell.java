package dev.spillway.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Commands of the operating system that make a disk fail. */
final class Shell {
    private static final int SECONDS = 60;

    private Shell() {}

    /** Skips the test, and says so loudly, if a command fails that the test could not do without. */
    static void require(String test, String... command) throws InterruptedException {
        String problem;
        try {
            problem = attempt(List.of(command));
        } catch (IOException e) {
            problem = e.getMessage();
        }
        if (!problem.isEmpty()) {
            String skipped = "SKIPPED: " + test + ", as \"" + String.join(" ", command) + "\" fails: " + problem;
            System.out.println(skipped);
            Assumptions.abort(skipped);
        }
    }

    static void run(String... command) throws IOException, InterruptedException {
        String problem = attempt(List.of(command));
        if (!problem.isEmpty()) {
            throw new AssertionError(String.join(" ", command) + ": " + problem);
        }
    }

    /** Runs a command in the mounts that only a process sees. */
    static void runInMountsOf(long pid, String... command) throws IOException, InterruptedException {
        String[] all = new String[command.length + 4];
        System.arraycopy(command, 0, all, 4, command.length);
        all[0] = "nsenter";
        all[1] = "--target";
        all[2] = Long.toString(pid);
        all[3] = "--mount";
        run(all);
    }

    /** Returns what went wrong, and nothing if nothing did. */
    private static String attempt(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "no end within " + SECONDS + " s";
        }
        return process.exitValue() == 0 ? "" : "status " + process.exitValue() + " " + output.strip();
    }
}
