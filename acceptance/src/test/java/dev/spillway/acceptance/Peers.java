package dev.spillway.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Programs outside this build that tests ship to. A test without its program is skipped, and says how to get it. */
final class Peers {
    private static final Path DIRECTORY = Path.of(System.getProperty("spillway.peers", ".peers"));
    private static final Path COLLECTOR = Path.of(System.getProperty("spillway.collector", "collector.jar"));

    private Peers() {}

    /** A program that {@code .ci/peers} unpacks. */
    static Path require(String program) {
        return require(DIRECTORY.resolve("bin").resolve(program), program + "; run .ci/peers once to have it");
    }

    /** The jar of {@code examples/collector}. */
    static Path requireCollector() {
        return require(COLLECTOR, "the collector; run mvn -DskipTests -pl examples/collector package to have it");
    }

    private static Path require(Path file, String wanted) {
        if (!Files.isRegularFile(file)) {
            System.out.println("SKIPPED, NOT TESTED: there is no " + file + " and so no " + wanted);
            Assumptions.abort("there is no " + wanted);
        }
        return file;
    }
}
