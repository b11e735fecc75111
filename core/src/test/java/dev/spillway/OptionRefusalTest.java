package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class OptionRefusalTest {
    private static final String NONSENSE = "12 bananas";
    private static final String TOO_LONG = "x".repeat(256);

    /** Nonsense for each option; a line of text is only refused when it is too long. */
    static Stream<Arguments> nonsense() {
        return Options.all().stream().map(option -> Arguments.of(option, isLine(option) ? TOO_LONG : NONSENSE));
    }

    static Stream<Alias> aliases() {
        return Alias.all().stream();
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void everyOptionRefusesNonsenseWithItsNameTheValueAndWhatIsAllowed(Option<?> option, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OptionValues().set(option.name(), value))
                .withMessageStartingWith(option.name() + " is \"" + shown(option, value))
                .withMessageEndingWith("; allowed is " + option.allowed());
    }

    @ParameterizedTest
    @MethodSource("aliases")
    void everyAliasRefusesNonsenseUnderTheNameThatTheUserWrote(Alias alias) {
        String value = isLine(alias.option()) ? TOO_LONG : NONSENSE;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OptionValues().set(alias.name(), value))
                .withMessageStartingWith(alias.name() + " is \"")
                .withMessageContaining("; allowed is ");
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void aRefusedValueChangesNothing(Option<?> option, String value) {
        OptionValues values = new OptionValues();

        assertThatIllegalArgumentException().isThrownBy(() -> values.set(option.name(), value));

        assertThat(values.isSet(option)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "writeTimeout | 5 | writeTimeout is \"5\", which has no unit; allowed is a duration from 10ms to 1h such as"
                        + " 5s, 5 seconds or PT5S",
                "maxMessageSize | 12 bananas | maxMessageSize is \"12 bananas\"; allowed is a size from 480 bytes to 1MB"
                        + " such as 8192 or 64KB",
                "maxMessageSize | 479 | maxMessageSize is \"479\", which is too small; allowed is a size from 480 bytes to"
                        + " 1MB such as 8192 or 64KB",
                "verifyHostname | yes | verifyHostname is \"yes\"; allowed is true or false",
                "overflow | spill | overflow is \"spill\"; allowed is drop, drop-oldest or block",
                "neverBlock | maybe | neverBlock is \"maybe\"; allowed is false or true",
                "port | 65536 | port is \"65536\", which is out of range; allowed is a port from 1 to 65535",
                "caFile | /no/such/file | caFile is \"/no/such/file\", which does not exist; allowed is the path of a PEM"
                        + " file that can be read",
            })
    void aRefusalIsOneSentence(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OptionValues().set(name, value))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "hots, host",
        "Host, host",
        "bufersize, bufferSize",
        "apName, appName",
        "verifyHostnam, verifyHostname",
        "syslogHots, syslogHost",
        "structureddata, structuredData"
    })
    void anUnknownNameIsRefusedWithASuggestion(String name, String suggestion) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OptionValues().set(name, "x"))
                .withMessage("there is no option \"" + name + "\"; did you mean \"" + suggestion + "\"?");
    }

    @Test
    void anUnknownNameWithoutAnyLikenessIsRefusedWithAllNames() {
        for (String name : List.of("r", "z", "y".repeat(1_000_000))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new OptionValues().set(name, "x"))
                    .withMessageStartingWith("there is no option \"" + name.charAt(0))
                    .withMessageEndingWith("the options are " + String.join(", ", SpillwayBuilder.optionNames()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "queueSize, bufferSize",
        "maxQueueSize, bufferSize",
        "ringBufferSize, bufferSize",
        "queueLength, bufferSize",
        "queueCapacity, bufferSize",
        "discardingThreshold, reserve",
        "discardThreshold, reserve",
        "appendTimeout, maxBlockTime",
        "eventDelayLimit, maxBlockTime",
        "protocol, destination",
        "charset, UTF-8",
        "newLine, framing",
        "newLineEscape, multiline"
    })
    void aNameOfAnotherLibraryIsRefusedWithWhatToUseInstead(String name, String instead) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OptionValues().set(name, "256"))
                .withMessageStartingWith("there is no option \"" + name + "\"; ")
                .withMessageContaining(instead);
    }

    @Test
    void aMessageShowsAHostileValueInOneLineCutAndWithoutPasswords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OptionValues().set("facility", "a\nb\u0000\u2028" + "c".repeat(10_000)))
                .withMessageStartingWith("facility is \"a?b??ccc")
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(400));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OptionValues().set("destination", "syslog+tls://me:secret@logs.example.com"))
                .withMessageStartingWith("destination is \"syslog+tls://****@logs.example.com\", which has user")
                .withMessageNotContaining("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OptionValues().set("structuredData", "[0123456789abcdefSECRET@41058 x]"))
                .withMessageContaining("[****@41058 x]")
                .withMessageNotContaining("SECRET");
    }

    private static boolean isLine(Option<?> option) {
        return (isSecret(option) && option != Options.TOKEN)
                || List.of("appName", "hostname", "procId", "messageId", "mdcIncludes", "mdcExcludes", "spillDirectory")
                        .contains(option.name());
    }

    private static boolean isSecret(Option<?> option) {
        return option == Options.TOKEN || option.name().endsWith("Password");
    }

    private static String shown(Option<?> option, String value) {
        return isSecret(option) || option == Options.HEADER
                ? "****\""
                : value.substring(0, Math.min(100, value.length()));
    }
}
