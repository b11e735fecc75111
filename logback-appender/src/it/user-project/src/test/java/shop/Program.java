package shop;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of this project in a JVM of its own, with nothing on its class path but the project and its dependencies. */
final class Program {
    private static final long TIMEOUT_SECONDS = 60;

    private final Path output;
    private final List<String> command = new ArrayList<>();

    Program(Path directory, Class<?> main, String argument, List<String> jvmArguments) throws IOException {
        output = directory.resolve("output.txt");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A first TLS handshake is mostly class loading and compiling: these make it short on a busy machine too.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.addAll(jvmArguments);
        command.add("-cp");
        command.add(Path.of("target", "classes")
                + File.pathSeparator
                + Files.readString(Path.of("target", "runtime.classpath")).strip());
        command.add(main.getName());
        command.add(argument);
    }

    /**
     * Runs to the program's end.
     *
     * @return what it printed
     * @throws AssertionError if it failed or took too long
     */
    String run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            String printed = Files.readString(output);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(
                        (ended ? "ended with " + process.exitValue() : "did not end") + ": " + printed);
            }
            return printed;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
