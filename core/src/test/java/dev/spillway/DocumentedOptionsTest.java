package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DocumentedOptionsTest {

    @Test
    void theDocumentationHasExactlyTheOptionsOfTheTable() throws IOException {
        List<String> expected = Options.all().stream()
                .map(option -> row(
                        code(option.name()),
                        isValue(option) ? code(option.defaultText()) : option.defaultText(),
                        option.allowed(),
                        option.meaning()))
                .toList();

        assertThat(rowsBelow("## Options")).containsExactlyElementsOf(expected);
    }

    @Test
    void theDocumentationHasExactlyTheAliasesOfTheTable() throws IOException {
        List<String> expected = Alias.all().stream()
                .map(alias -> row(code(alias.name()), code(alias.option().name()), values(alias)))
                .toList();

        assertThat(rowsBelow("## Aliases")).containsExactlyElementsOf(expected);
    }

    @Test
    void theDocumentationSaysWhichOptionsCanBeRepeated() throws IOException {
        List<String> repeatable = SpillwayBuilder.repeatableOptionNames().stream()
                .map(DocumentedOptionsTest::code)
                .toList();

        assertThat(Files.readString(documentation())).contains("Repeatable: " + String.join(", ", repeatable) + ".");
    }

    private static boolean isValue(Option<?> option) {
        return option.defaultValue() != null;
    }

    private static String values(Alias alias) {
        if (alias.unit() != null) {
            return "a bare number is milliseconds";
        }
        return alias.words().isEmpty()
                ? "the same"
                : String.join(
                        ", ",
                        alias.words().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(word -> code(word.getKey()) + " is " + code(word.getValue()))
                                .toList());
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    /** The table that follows a heading, without its own head. */
    private static List<String> rowsBelow(String heading) throws IOException {
        return Files.readAllLines(documentation()).stream()
                .dropWhile(line -> !line.equals(heading))
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();
    }

    /** Tests run in the module's directory, but an IDE may run them in the project's. */
    private static Path documentation() {
        Path besideModule = Path.of("..", "docs", "configuration.md");
        return Files.exists(besideModule) ? besideModule : Path.of("docs", "configuration.md");
    }
}
