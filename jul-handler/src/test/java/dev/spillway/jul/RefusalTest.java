package dev.spillway.jul;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong settings stop the handler, never the application, and are told on {@code System.err}. */
final class RefusalTest {
    private static final String REFUSED = "; the handler does not start, and ships nothing";
    private static final String FILE = "java.util.logging.config.file";

    @TempDir
    private Path directory;

    private final Jul jul = new Jul();
    private final String formerFile = System.getProperty(FILE);

    @AfterEach
    void stop() {
        if (formerFile == null) {
            System.clearProperty(FILE);
        } else {
            System.setProperty(FILE, formerFile);
        }
        jul.close();
    }

    @Test
    void wrongValuesAreToldEachAndApplicationGoesOn() {
        jul.handler("name = main", "host = a b", "writeTimeout = 5", "level = LOUD");

        jul.logger().severe("goes on");

        assertThat(jul.handler().engine()).isNull();
        assertThat(jul.errors().stream().filter(line -> line.startsWith("spillway main: ")))
                .hasSize(3)
                .allMatch(line -> line.endsWith(REFUSED))
                .anyMatch(line -> line.contains(": host is \"a b\""))
                .anyMatch(line -> line.contains(": writeTimeout is \"5\", which has no unit; allowed is a duration"))
                .anyMatch(line -> line.contains(": level is \"LOUD\"; allowed is"));
    }

    @Test
    void optionsThatMakeNoSenseTogetherAreTold() {
        jul.handler("appName = shop");

        assertThat(jul.errors())
                .singleElement()
                .satisfies(
                        line -> assertThat(line).contains("host", "destination").endsWith(REFUSED));
    }

    @Test
    void engineThatCannotStartIsTold() throws Exception {
        Path file = Files.createFile(directory.resolve("no-directory"));

        jul.handler("host = localhost", "spillDirectory = " + file, "name = ${env:NO_SUCH_VARIABLE_9}");

        assertThat(jul.handler().engine()).isNull();
        assertThat(jul.errors()).anyMatch(line -> line.endsWith(REFUSED));
        assertThat(jul.errors())
                .contains(
                        "spillway spillway: name refers to ${env:NO_SUCH_VARIABLE_9}, which is not set; allowed is what"
                                + " is set, or a default as in ${env:NO_SUCH_VARIABLE_9:-default}" + REFUSED);
    }

    @Test
    void placeholdersOfEnvironmentAndSystemPropertiesWork() {
        jul.handler(
                "host = ${sys:no.such.property:-localhost}",
                "appName = ${env:NO_SUCH_VARIABLE_9:-x}-${sys:java.specification.version}",
                "level = ${sys:no.such.property:-SEVERE}");

        assertThat(jul.handler().getLevel()).isEqualTo(Level.SEVERE);
        // The JDK takes a name that ends in .level for that of a logger's level, and says so, but does nothing more.
        assertThat(jul.errors()).noneMatch(line -> line.startsWith("spillway "));
        assertThat(jul.handler().engine()).isNotNull();
        jul.logger().info("below the level: nothing waits for an endpoint");
    }

    @Test
    void namesThatNobodyKnowsAreFoundInTheFileAndIgnored() throws Exception {
        Path file = Files.writeString(
                directory.resolve("logging.properties"),
                Jul.forRoot("host = localhost", "hots = a", "filds.1 = mdc", "fields.1 = mdc", "level = OFF"));
        System.setProperty(FILE, file.toString());

        LogManager.getLogManager().readConfiguration();

        assertThat(jul.handler().engine()).isNotNull();
        assertThat(jul.errors())
                .containsExactlyInAnyOrder(
                        "spillway spillway: there is no option \"hots\"; did you mean \"host\"?; it is ignored",
                        "spillway spillway: there is no option \"filds\"; did you mean \"fields\"?; it is ignored");
    }

    @Test
    void namesOfAnotherFileAreNotTold() throws Exception {
        Path file = Files.writeString(directory.resolve("logging.properties"), Jul.forRoot("hots = a"));
        System.setProperty(FILE, file.toString());

        jul.handler("host = localhost", "level = OFF");

        assertThat(jul.errors()).isEmpty();
    }

    @Test
    void fileThatIsNotThereOrNoPropertiesIsNobodysProblem() throws Exception {
        System.setProperty(FILE, directory.resolve("missing").toString());
        jul.handler("host = localhost", "level = OFF");
        System.setProperty(
                FILE,
                Files.writeString(directory.resolve("broken"), "a = \\u12").toString());
        jul.handler("host = localhost", "level = OFF");
        System.setProperty(FILE, "\0");
        jul.handler("host = localhost", "level = OFF");

        assertThat(jul.errors()).isEmpty();
    }

    @Test
    void wrongNamesAndValuesOfCodeAreToldAndNothingIsThrown() {
        SpillwayHandler handler = new SpillwayHandler(Map.of("hots", "a", "port", "0", "name", "main"));

        handler.publish(new LogRecord(Level.INFO, "m"));
        handler.close();

        assertThat(jul.errors())
                .hasSize(2)
                .allMatch(line -> line.startsWith("spillway main: ") && line.endsWith(REFUSED));
    }
}
