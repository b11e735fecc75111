package dev.spillway.examples.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.examples.collector.access.AccessSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class LoginOptionsTest {

    @TempDir
    private Path directory;

    private static AccessSettings read(String bind, String... options) throws IOException, StartException {
        return CommandLine.populateCommand(new LoginOptions(), options).read(InetAddress.getByName(bind));
    }

    @Test
    void withoutOptionsThePasswordIsChosenOnThePage() throws Exception {
        assertThat(read("0.0.0.0")).isEqualTo(AccessSettings.defaults());
        assertThat(read("127.0.0.1", "--no-login")).isEqualTo(AccessSettings.open());
    }

    @Test
    void noLoginBeyondThisMachineIsRefused() {
        assertThatThrownBy(() -> read("0.0.0.0", "--no-login"))
                .isInstanceOf(StartException.class)
                .hasMessage("--no-login: with --bind 0.0.0.0 everyone on that network could read here; leave out one"
                        + " of the two.");
    }

    @Test
    void passwordThatIsTooShortIsRefusedUntold() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "hunter2\n");
        assertThatThrownBy(() -> read("127.0.0.1", "--password-file=" + file))
                .isInstanceOf(StartException.class)
                .hasMessage("--password-file " + file + ": a password has from 8 to 200 characters, this one has 7.");
        assertThatThrownBy(() -> read("127.0.0.1", "--password-file=" + directory.resolve("none")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("the file cannot be read");
    }
}
