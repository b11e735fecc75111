package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** House rules that only the sources show, for every module of the checkout. */
final class SourceRulesTest {
    private static final int MOST_LINES = 400;
    private static final Path ROOT = root();
    private static final Path THIS = Path.of("core/src/test/java/dev/spillway/SourceRulesTest.java");

    @Test
    void noTestSleeps() {
        Pattern sleep = Pattern.compile("\\bsleep(Uninterruptibly)?\\(");
        assertThat(violations(file -> file.toString().contains("src/test/java"), line -> matches(sleep, line)))
                .isEmpty();
    }

    @Test
    void logPathEntersNoMonitor() {
        Pattern monitor = Pattern.compile("\\bsynchronized\\b[^*]*[({]");
        assertThat(violations(
                        file -> file.toString().matches(".*/internal/(format|buffer)/.*")
                                && file.toString().contains("src/main/java"),
                        line -> matches(monitor, line)))
                .isEmpty();
    }

    @Test
    void nothingIsLeftToDo() {
        Pattern leftover = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
        assertThat(violations(file -> !file.equals(THIS), line -> matches(leftover, line)))
                .isEmpty();
    }

    @Test
    void filesAreShortEnoughToRead() {
        assertThat(sources().filter(file -> lines(file).size() > MOST_LINES)).isEmpty();
    }

    @Test
    void documentsNameTestsThatExist() {
        Pattern named = Pattern.compile("`([A-Z]\\w*(?:Test|IT))`");
        Set<String> present = sources()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        List<Path> documents = Stream.concat(walk(ROOT, 1), walk(ROOT.resolve("docs"), 1))
                .filter(file -> file.toString().endsWith(".md"))
                .toList();
        Set<String> told = documents.stream()
                .flatMap(file -> lines(file).stream())
                .flatMap(line -> named.matcher(line).results().map(found -> found.group(1)))
                .collect(Collectors.toSet());
        assertThat(told).contains("KillTest").isSubsetOf(present);
    }

    private static List<String> violations(Predicate<Path> where, Predicate<String> what) {
        return sources()
                .filter(where)
                .flatMap(file -> lines(file).stream().filter(what).map(line -> file + ": " + line.strip()))
                .toList();
    }

    private static boolean matches(Pattern pattern, String line) {
        return pattern.matcher(line).find();
    }

    private static Stream<Path> sources() {
        List<Path> found = walk(ROOT, 3)
                .filter(file -> file.endsWith("pom.xml"))
                .map(pom -> pom.resolveSibling("src"))
                .filter(Files::isDirectory)
                .flatMap(directory -> walk(directory, Integer.MAX_VALUE))
                .filter(file -> file.toString().endsWith(".java"))
                .map(ROOT::relativize)
                .toList();
        assertThat(found).contains(THIS);
        return found.stream();
    }

    private static Stream<Path> walk(Path from, int depth) {
        try (Stream<Path> files = Files.walk(from, depth)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve(".mvn"))) {
            directory = directory.getParent();
        }
        return directory;
    }
}
