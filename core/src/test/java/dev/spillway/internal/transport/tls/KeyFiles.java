package dev.spillway.internal.transport.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys and certificates that OpenSSL wrote; the password of the encrypted ones is "sesame". */
public final class KeyFiles {
    private KeyFiles() {}

    /** Copies one of them into a directory. */
    public static Path copy(String name, Path directory) {
        Path file = directory.resolve(name);
        try (InputStream in = KeyFiles.class.getResourceAsStream(name)) {
            Files.write(file, in.readAllBytes());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
