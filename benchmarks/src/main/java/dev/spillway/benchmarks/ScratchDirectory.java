package dev.spillway.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A directory for one benchmark's files, deleted with all that is in it. It is made in the working directory, or where
 * the system property {@code spillway.benchmarks.directory} says: on the disk that is to be measured, as the place for
 * temporary files is memory on many machines.
 *
 * @param path where it is
 */
public record ScratchDirectory(Path path) implements AutoCloseable {

    /** A new, empty one. */
    public static ScratchDirectory create() throws IOException {
        Path parent = Path.of(System.getProperty("spillway.benchmarks.directory", ""));
        return new ScratchDirectory(Files.createTempDirectory(parent.toAbsolutePath(), "spillway-benchmark"));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).forEach(ScratchDirectory::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
