package dev.spillway.examples.collector.api;

import dev.spillway.examples.collector.PrivateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The token that clients of the API show, in a file for its owner only. Write another into the file to change it. */
public final class ApiToken {

    private static final int RANDOM_BYTES = 24;

    private final byte[] token;

    private ApiToken(String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads the token, or makes one if there is none.
     *
     * @throws IOException if the file can neither be read nor made, or is empty
     */
    public static ApiToken open(Path file) throws IOException {
        if (Files.notExists(file)) {
            byte[] random = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PrivateDirectory.ofFile());
            Files.writeString(file, Base64.getUrlEncoder().encodeToString(random) + "\n", StandardCharsets.US_ASCII);
        }
        String token = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (token.isEmpty()) {
            throw new IOException(file + " is empty; delete it to have a new token made");
        }
        return new ApiToken(token);
    }

    boolean is(@Nullable String shown) {
        return shown != null && MessageDigest.isEqual(token, shown.getBytes(StandardCharsets.UTF_8));
    }
}
