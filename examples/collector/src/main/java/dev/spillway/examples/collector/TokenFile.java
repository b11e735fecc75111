package dev.spillway.examples.collector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A file of tokens, one a line; empty lines and those that begin with # do not count. */
final class TokenFile {

    private static final Pattern TOKEN = Pattern.compile("[!-~&&[^\\[\\]\"=@]]+");

    private TokenFile() {}

    /**
     * Reads the tokens.
     *
     * @throws StartException if the file cannot be read, has no token or one that no sender could show; no message
     *     holds a token
     */
    static List<String> read(Path file) throws StartException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StartException("--tokens " + file + ": the file cannot be read (" + e + ").", e);
        }
        List<String> tokens = lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        if (tokens.isEmpty()) {
            throw new StartException("--tokens " + file + ": the file holds no token; write one a line.");
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (!TOKEN.matcher(tokens.get(i)).matches()) {
                throw new StartException("--tokens " + file + ": token " + (i + 1)
                        + " holds a character that a token cannot have: printable ASCII but spaces, [ ] \" = and @.");
            }
        }
        return tokens;
    }
}
