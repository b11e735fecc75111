package dev.spillway.internal.transport.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a few files hold now. They are compared by their content: a time of last change may be kept or set back when a
 * file is replaced. Closing it overwrites what was read, since there may be a key in it.
 */
final class FileSnapshot implements AutoCloseable {
    private static final int MAX_BYTES = 1024 * 1024;

    private final Map<Path, byte[]> contents = new LinkedHashMap<>();
    private final MessageDigest digest;

    FileSnapshot() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Reads a file, once.
     *
     * @throws IOException if it cannot be; the message names option and file
     */
    void add(String option, Path file) throws IOException {
        if (contents.containsKey(file)) {
            return;
        }
        byte[] content = read(option + " " + file, file);
        contents.put(file, content);
        digest.update(Integer.toString(content.length).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ' ');
        digest.update(content);
    }

    private static byte[] read(String what, Path file) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new IOException(what + " does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IOException(what + " may not be read by this process", e);
        } catch (IOException e) {
            throw new IOException(what + " cannot be read: " + Causes.sentence(e), e);
        }
        if (content.length > MAX_BYTES) {
            Arrays.fill(content, (byte) 0);
            throw new IOException(what + " is larger than 1 MB, so it is not read");
        }
        return content;
    }

    /** The content of a file that was added; not to be changed. */
    byte[] content(Path file) {
        byte[] content = contents.get(file);
        if (content == null) {
            throw new IllegalArgumentException(file + " was not added");
        }
        return content;
    }

    /** Equal for equal contents; to be asked once. */
    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() {
        contents.values().forEach(content -> Arrays.fill(content, (byte) 0));
    }
}
