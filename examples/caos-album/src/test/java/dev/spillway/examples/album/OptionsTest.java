package dev.spillway.examples.album;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionsTest {

    @Test
    void defaultsAreForThisMachineOnly() throws Exception {
        Options options = Options.parse(List.of());

        assertThat(options.bind()).isEqualTo("127.0.0.1");
        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.data()).isNull();
        assertThat(options.demo()).isFalse();
        assertThat(options.crashButton()).isFalse();
        assertThat(options.collector().tlsPort()).isEqualTo(6514);
    }

    @Test
    void bothWaysOfGivingAValueWork() throws Exception {
        Options options = Options.parse(List.of("--demo", "--port", "0", "--data=/a=b", "--tls-port=7000", "--bind="));

        assertThat(options.demo()).isTrue();
        assertThat(options.port()).isZero();
        assertThat(options.data()).isEqualTo(Path.of("/a=b"));
        assertThat(options.collector().tlsPort()).isEqualTo(7000);
        assertThat(options.bind()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "--port 65536, '--port must be a port from 0 to 65535, was 65536'",
        "--port -1, '--port must be a port from 0 to 65535, was -1'",
        "--port 99999999999, '--port must be a port from 0 to 65535, was 99999999999'",
        "--tls-port x, '--tls-port must be a port from 0 to 65535, was x'",
        "--port, '--port needs a value'",
        "--demo=yes, '--demo takes no value'",
        "--colour, 'unknown option --colour; --help lists what there is'",
        "8080, 'unknown option 8080; --help lists what there is'"
    })
    void wrongOptionsAreNamed(String words, String message) {
        assertThatThrownBy(() -> Options.parse(List.of(words.split(" "))))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }

    @Test
    void pathThatCannotBeIsNamed() {
        assertThatThrownBy(() -> Options.parse(List.of("--data", "a\0b")))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--data must be a path");
    }
}
