package dev.spillway.jul;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the tests in JVMs of their own, with the class path of this one. */
final class ChildJvm {
    private static final long TIMEOUT_SECONDS = 60;

    private final Path output;
    private final List<String> options = new ArrayList<>();
    private String classPath = ofThisJvm();

    /** @param directory where its output goes, until the test has read it */
    ChildJvm(Path directory) {
        output = directory.resolve("output.txt");
    }

    /** Surefire hides it behind a jar that is nothing but a manifest. */
    private static String ofThisJvm() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    ChildJvm option(String option) {
        options.add(option);
        return this;
    }

    ChildJvm behindClassPath(String more) {
        classPath += File.pathSeparator + more;
        return this;
    }

    /**
     * Runs a program to its end.
     *
     * @return what it printed, errors too
     * @throws AssertionError if it ends with another status than 0, or not within a minute
     */
    String run(Class<?> main, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A first TLS handshake is mostly class loading and compiling: these make it short on a busy machine too.
        command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(args));
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
