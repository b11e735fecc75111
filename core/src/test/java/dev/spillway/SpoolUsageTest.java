package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.LeftBehind.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command says to a command line that makes no sense. */
final class SpoolUsageTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "look                                             | spool DIRECTORY",
                "spool                                            | spool DIRECTORY",
                "spool DIR/none                                   | none does not exist",
                "spool DIR/file                                   | file is not a directory",
                "spool DIR                                        | is not a spill directory: it holds no slot, but file",
                "spool DIR/spill/5-1                              | is a slot of a spill directory",
                "spool DIR/spill bite                             | \"bite\" is no action; allowed is list, cat, check",
                "spool DIR/spill cat --slot 7-7                   | there is no slot 7-7; there are 5-1",
                "spool DIR/spill cat --slot                       | --slot needs a value",
                "spool DIR/spill list --raw                       | list has no option --raw",
                "spool DIR/spill cat more                         | \"more\" is one word too many for cat",
                "spool DIR/spill cat --colour                     | unknown option --colour",
                "spool DIR/spill send                             | send needs a destination",
                "spool DIR/spill send example.com:6514            | has no scheme: write syslog+tls://example.com:6514",
                "spool DIR/spill send syslog+tls://h --timeout 0  | --timeout is \"0\"; allowed is a number of seconds",
                "spool DIR/spill send syslog+tls://h --set x      | --set is \"x\"; allowed is OPTION=VALUE",
                "spool DIR/spill send syslog+tls://h --set x=1    | x",
                "spool DIR/spill send syslog+tls://h --ca-file DIR/none | caFile"
            })
    void nonsenseIsRefusedWithASentenceThatSaysWhatIsAllowed(String words, String message) throws IOException {
        Files.createFile(directory.resolve("file"));
        Path slot = Files.createDirectories(directory.resolve("spill/5-1"));
        Files.createFile(slot.resolve("lock"));
        Files.createFile(slot.resolve("identity"));

        Run run = LeftBehind.run(words.replace("DIR", directory.toString()).split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("spillway: ").contains(message).doesNotContain("Exception");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void helpNamesEveryActionAndTheExitCodes() {
        Run run = LeftBehind.run("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("list", "cat", "check", "send", "--ca-file", "--raw", "Exit code");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(LeftBehind.run("--version").out()).startsWith("spillway ");
    }
}
