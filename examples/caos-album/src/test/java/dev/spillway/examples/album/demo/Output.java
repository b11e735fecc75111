package dev.spillway.examples.album.demo;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a launcher printed so far. */
final class Output {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    PrintStream stream() {
        return stream;
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    boolean contains(String text) {
        return text().contains(text);
    }

    /** Returns the pids that a program said it has, oldest first. */
    List<Long> pids(String name) {
        return Pattern.compile("(?m)^" + name + " *\\| pid ([0-9]+)$")
                .matcher(text())
                .results()
                .map((MatchResult found) -> Long.valueOf(found.group(1)))
                .toList();
    }
}
