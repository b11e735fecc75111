package dev.spillway.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A line that a benchmark has printed: {@code name=value} with spaces between, the first of which says what it is of.
 *
 * @param values by name
 */
record Result(Map<String, String> values) {

    /** All lines of the files of a directory that are results. */
    static List<Result> read(Path directory) throws IOException {
        List<Result> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".txt"))
                    .sorted(Comparator.naturalOrder())
                    .toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> line.matches("(shipper|situation|growth)=.*") && !line.contains("failed:"))
                        .map(Result::parse)
                        .forEach(all::add);
            }
        }
        return all;
    }

    private static Result parse(String line) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : line.trim().split(" +", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                values.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return new Result(values);
    }

    /** Whether this is of a kind: its line begins with it. */
    boolean isOf(String kind) {
        return kind.equals(values.keySet().stream().findFirst().orElse(""));
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    double number(String name) {
        return Double.parseDouble(values.getOrDefault(name, "NaN"));
    }

    /** Whether all that was sent had arrived in the end. */
    boolean isComplete() {
        return text("arrived").equals(text("sent"));
    }
}
