package dev.spillway.jul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlaceholdersTest {
    private final Placeholders placeholders = new Placeholders(
            Map.of("LOG_HOST", "logs.example.com", "EMPTY", "", "DOLLAR", "a$1${env:LOG_HOST}\\b")::get,
            Map.of("log.port", "6514")::get);

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "${env:LOG_HOST}, logs.example.com",
        "${sys:log.port}, 6514",
        "syslog+tls://${env:LOG_HOST}:${sys:log.port}, syslog+tls://logs.example.com:6514",
        "${env:MISSING:-localhost}, localhost",
        "${env:EMPTY:-localhost}, localhost",
        "${env:LOG_HOST:-localhost}, logs.example.com",
        "${env:MISSING:-}, ''",
        "${env:EMPTY}, ''",
        "${env:MISSING:-a:-b}, a:-b",
        "${sys::-none}, none",
    })
    void variablesAndPropertiesAreReplaced(String value, String resolved) {
        assertThat(placeholders.resolve("host", value)).isEqualTo(resolved);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${LOG_HOST}", "${main:0}", "$LOG_HOST", "${env:LOG_HOST", "${}", "[tags@1 a=\"${x}\"]"})
    void otherTextIsLeftAsItIs(String value) {
        assertThat(placeholders.resolve("structuredData", value)).isEqualTo(value);
    }

    @Test
    void whatComesOutOfVariableIsNotLookedAtAgain() {
        assertThat(placeholders.resolve("appName", "<${env:DOLLAR}>")).isEqualTo("<a$1${env:LOG_HOST}\\b>");
    }

    @Test
    void whatIsNotSetIsRefusedWithoutTheRestOfTheValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> placeholders.resolve("proxy", "http://ada:secret@${env:PROXY_HOST}:3128"))
                .withMessage("proxy refers to ${env:PROXY_HOST}, which is not set; allowed is what is set, or a default"
                        + " as in ${env:PROXY_HOST:-default}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> placeholders.resolve("host", "${sys:}"))
                .withMessageStartingWith("host refers to ${sys:}, which is not set");
    }
}
