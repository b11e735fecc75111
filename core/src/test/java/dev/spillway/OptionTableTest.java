package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionTableTest {

    @Test
    void noNameMeansTwoThings() {
        Set<String> names = new HashSet<>();

        assertThat(Options.all()).allMatch(option -> names.add(option.name()));
        assertThat(Alias.all()).allMatch(alias -> names.add(alias.name()));
    }

    @Test
    void theBuilderTellsTheTable() {
        assertThat(SpillwayBuilder.optionNames())
                .hasSize(62)
                .contains("destination", "host", "port", "shutdownHook")
                .doesNotContainAnyElementsOf(SpillwayBuilder.aliases().keySet());
        assertThat(SpillwayBuilder.optionNames())
                .containsAll(SpillwayBuilder.aliases().values());
        assertThat(SpillwayBuilder.aliases()).containsEntry("syslogHost", "host");
    }

    @Test
    void onlyAnAliasWhoseNameSaysSoTakesBareMilliseconds() {
        assertThat(Alias.all()).allSatisfy(alias -> {
            String name = alias.name().toLowerCase(Locale.ROOT);
            assertThat(alias.unit() != null).isEqualTo(name.endsWith("millis") || name.endsWith("ms"));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "connectTimeoutMillis, 250, connectionTimeout, 250ms",
        "reconnectionDelayMillis, 250, reconnectionDelay, 250ms",
        "delayMillis, 2 seconds, reconnectionDelay, 2s",
        "shutdownTimeoutMs, 250, shutdownTimeout, 250ms",
        "maxFlushTime, 250ms, shutdownTimeout, 250ms",
        "neverBlock, true, overflow, drop",
        "neverBlock, FALSE, overflow, block",
        "blocking, true, overflow, block",
        "blocking, false, overflow, drop",
        "exceedMaxSizeAction, cut, oversize, truncate",
        "syslogHost, a, host, a",
        "url, syslog+tcp://a, destination, syslog+tcp://a",
        "includeLocation, true, includeCallerData, true",
        "maxQueueBytes, 2MB, bufferSize, 2MB",
        "ident, a, appName, a"
    })
    void anAliasMeansWhatItsOptionMeans(String alias, String value, String name, String meant) {
        OptionValues aliased = new OptionValues();
        OptionValues direct = new OptionValues();

        aliased.set(alias, value);
        direct.set(name, meant);

        Option<?> option = OptionNames.option(name);
        assertThat(aliased.find(option)).isNotNull().isEqualTo(direct.find(option));
    }

    @Test
    void everyOptionTakesItsDefaultAndForgetsItWhenEmptied() {
        for (Option<?> option : Options.all()) {
            if (option.defaultValue() != null && !option.mayBeEmpty()) {
                OptionValues values = new OptionValues();

                values.set(option.name(), "  " + option.defaultText() + "\n");
                assertThat(values.find(option)).isEqualTo(option.defaultValue());
                assertThat(values.isSet(option)).isTrue();

                values.set(option.name(), " ");
                assertThat(values.isSet(option)).as(option.name()).isFalse();
            }
        }
    }

    @Test
    void valuesOfARepeatableOptionAddUpAndOthersAreReplaced() {
        OptionValues values = new OptionValues();
        values.set("tlsProtocols", "TLSv1.3");
        values.set("tlsProtocols", "TLSv1.2");
        values.set("structuredData", "[a@1]");
        values.set("structuredData", "[b@1 x=\"y\"]");
        values.set("facility", "mail");
        values.set("facility", "cron");

        assertThat(values.get(Options.TLS_PROTOCOLS)).isEqualTo(List.of("TLSv1.3", "TLSv1.2"));
        assertThat(values.get(Options.STRUCTURED_DATA).text()).isEqualTo("[a@1][b@1 x=\"y\"]");
        assertThat(values.get(Options.FACILITY)).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", " None "})
    void anOptionThatIsNoneIsSoUntilAnotherValueIsSet(String none) {
        OptionValues values = new OptionValues();

        values.set("structuredDataId", none);
        assertThat(values.get(Options.STRUCTURED_DATA_ID)).isEmpty();
        values.set("fields", none);
        assertThat(values.get(Options.FIELDS)).isEmpty();

        values.set("fields", "mdc");
        assertThat(values.get(Options.FIELDS)).hasSize(1);
    }
}
