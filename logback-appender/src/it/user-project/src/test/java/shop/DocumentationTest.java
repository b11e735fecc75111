package shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page on tests shows files of this project as they are. */
final class DocumentationTest {
    private static final Path PAGE = Path.of(System.getProperty("readme")).resolveSibling("docs/testing.md");

    @ParameterizedTest
    @ValueSource(strings = {"src/main/resources/logback.xml", "src/test/java/shop/LoggingSetUpTest.java"})
    void pageHoldsFileAsItRuns(String file) throws IOException {
        assertThat(Files.readString(PAGE)).contains("\n" + Files.readString(Path.of(file)) + "```");
    }
}
