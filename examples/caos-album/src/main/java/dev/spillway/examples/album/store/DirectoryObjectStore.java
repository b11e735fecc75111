package dev.spillway.examples.album.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** An object store in a directory of the file system: one file an object, its path the key. */
public final class DirectoryObjectStore implements ObjectStore {

    private static final Pattern KEY = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*(/[a-z0-9-]+(\\.[a-z0-9-]+)*)*");
    private static final String UNFINISHED = ".unfinished";

    private final Path root;

    /** Opens the store below {@code root}, which is made when it is missing. */
    public DirectoryObjectStore(Path root) throws IOException {
        this.root = Files.createDirectories(root.toAbsolutePath());
    }

    @Override
    public void put(String key, byte[] content) throws IOException {
        Path target = fileOf(key);
        Path folder = Files.createDirectories(target.getParent());
        Path unfinished = Files.createTempFile(folder, "put", UNFINISHED);
        try {
            Files.write(unfinished, content);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    @Override
    public Optional<byte[]> get(String key) throws IOException {
        Path file = fileOf(key);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> list(String folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(fileOf(folder))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.endsWith(UNFINISHED)) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        return names;
    }

    private Path fileOf(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("key must be a path of lower-case letters, digits, '.' and '-'");
        }
        return root.resolve(key);
    }
}
