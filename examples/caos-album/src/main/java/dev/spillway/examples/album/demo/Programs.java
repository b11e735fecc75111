package dev.spillway.examples.album.demo;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the two programs are started: the words of the command before their own options.
 *
 * @param collector empty when none is needed
 */
record Programs(List<String> collector, List<String> album) {

    private static final String BUILD = "mvn -q -DskipTests -pl examples/collector,examples/caos-album -am package";
    private static final Path SHELL = Path.of("/bin/sh");

    /** Finds the programs as this build puts them: both run on the JVM that runs the launcher. */
    static Programs find(DemoSettings settings) throws CannotStartException {
        Path here = location();
        List<String> album = Files.isDirectory(here)
                ? java("-cp", System.getProperty("java.class.path"), "dev.spillway.examples.album.CaosAlbum")
                : java("-jar", here.toString());
        if (settings.shipsElsewhere()) {
            return new Programs(List.of(), album);
        }
        Path jar = settings.collector().jar();
        Path collector = jar != null
                ? jar
                : here.resolve("../../../collector/target/collector.jar").normalize();
        if (!Files.isRegularFile(collector)) {
            throw new CannotStartException("there is no collector at " + collector + "; build it with: " + BUILD
                    + " (or name one with --collector)");
        }
        return new Programs(java("-cp", here.toString(), GuardedJar.class.getName(), collector.toString()), album);
    }

    private static Path location() {
        try {
            return Path.of(Programs.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program does not know where it lies", e);
        }
    }

    private static List<String> java(String... words) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SHELL)) {
            // Ctrl-C reaches every process of a terminal. The children leave it to the launcher, which ends the album
            // first, so that the album's last events still find the collector. A JVM keeps a signal ignored that it
            // found ignored.
            command.addAll(List.of(SHELL.toString(), "-c", "trap '' INT; exec \"$@\"", "sh"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(words));
        return List.copyOf(command);
    }
}
