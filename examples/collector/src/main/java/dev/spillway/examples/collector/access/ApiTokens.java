package dev.spillway.examples.collector.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spillway.examples.collector.PrivateDirectory;
import dev.spillway.examples.collector.web.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tokens that clients of the API show. The first one is made at the first start and stands in {@code api-token},
 * for the owner of the directory to read; of those that are made later only hashes are kept, in {@code tokens.json}.
 * Safe for use by many threads.
 */
final class ApiTokens {

    private static final int RANDOM_BYTES = 24;
    private static final int MOST = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Clock clock;
    private final String firstHash;

    // Guarded by this; replaced, never changed.
    private Content content;

    private ApiTokens(Path file, Clock clock, String firstHash, Content content) {
        this.file = file;
        this.clock = clock;
        this.firstHash = firstHash;
        this.content = content;
    }

    /**
     * Reads the tokens, and makes the first if there is none.
     *
     * @throws IOException if a file can neither be read nor made, or is not what was written
     */
    static ApiTokens open(Path directory, Clock clock) throws IOException {
        Path first = directory.resolve("api-token");
        if (Files.notExists(first)) {
            PrivateDirectory.write(first, (Secret.text(RANDOM_BYTES) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        String token = Files.readString(first, StandardCharsets.UTF_8).strip();
        if (token.isEmpty()) {
            throw new IOException(first + " is empty; delete it to have a new token made");
        }
        Path file = directory.resolve("tokens.json");
        return new ApiTokens(file, clock, Secret.hashOf(token), read(file));
    }

    private static Content read(Path file) throws IOException {
        if (Files.notExists(file)) {
            return new Content(1, List.of());
        }
        try {
            return JSON.readValue(Files.readAllBytes(file), Content.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
        }
    }

    synchronized List<Token> list() {
        return content.tokens();
    }

    /** Whether it is one of the tokens. */
    boolean has(String shown) {
        String hash = Secret.hashOf(shown);
        boolean known = Secret.same(firstHash, hash);
        for (Token token : list()) {
            known |= Secret.same(token.hash(), hash);
        }
        return known;
    }

    /** Makes a token, whose secret is not shown again. */
    synchronized Made make(String name) throws IOException {
        if (content.tokens().size() >= MOST) {
            throw Refusal.conflict("there are " + MOST + " tokens, which is the limit; revoke one first");
        }
        String secret = Secret.text(RANDOM_BYTES);
        Token token = new Token(content.nextId(), name, clock.instant().toEpochMilli(), Secret.hashOf(secret));
        write(new Content(
                content.nextId() + 1,
                Stream.concat(content.tokens().stream(), Stream.of(token)).toList()));
        return new Made(token, secret);
    }

    /** Ends the use of a token; false if there is none of that id. */
    synchronized boolean revoke(long id) throws IOException {
        List<Token> left =
                content.tokens().stream().filter(token -> token.id() != id).toList();
        boolean found = left.size() < content.tokens().size();
        if (found) {
            write(new Content(content.nextId(), left));
        }
        return found;
    }

    private void write(Content next) throws IOException {
        PrivateDirectory.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(next));
        content = next;
    }

    /**
     * What is kept of a token.
     *
     * @param made milliseconds since 1970
     */
    record Token(long id, String name, long made, String hash) {}

    /** A new token; its secret is told once. */
    record Made(Token token, String secret) {

        @Override
        public String toString() {
            return "Made[token=" + token.id() + "]";
        }
    }

    /** What the file holds. */
    record Content(long nextId, List<Token> tokens) {

        Content {
            tokens = List.copyOf(tokens);
        }
    }
}
