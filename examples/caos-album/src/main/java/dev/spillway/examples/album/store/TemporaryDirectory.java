package dev.spillway.examples.album.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory that is deleted, with all it holds, when it is closed. */
public record TemporaryDirectory(Path path) implements AutoCloseable {

    /** Makes a new one among the system's temporary files. */
    public static TemporaryDirectory create(String prefix) throws IOException {
        return new TemporaryDirectory(Files.createTempDirectory(prefix));
    }

    /** Makes one at a given place, in place of what a process that was killed may have left there. */
    public static TemporaryDirectory renew(Path path) throws IOException {
        TemporaryDirectory directory = new TemporaryDirectory(path);
        if (Files.isDirectory(path)) {
            directory.close();
        }
        Files.createDirectories(path);
        return directory;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("temporary files stay in " + path, e);
        }
    }
}
