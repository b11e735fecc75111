package dev.spillway.jul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Spillway;
import dev.spillway.SpillwayBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what can be set to core's table of options, both ways, and to what every handler has. */
final class HandlerSettingsTest {
    /** No option takes a control character. */
    private static final String WRONG = "\u0001";

    private static final Placeholders NO_PLACEHOLDERS = new Placeholders(name -> null, name -> null);

    static Collection<String> names() {
        Set<String> names = new TreeSet<>(SpillwayBuilder.optionNames());
        names.addAll(SpillwayBuilder.aliases().keySet());
        names.addAll(SpillwayBuilder.namesWithAnotherShape());
        return names;
    }

    @Test
    void askedForAreTheOptionsOfCoreAndNoOthers() {
        Set<String> asked = new TreeSet<>();
        HandlerSettings settings = new HandlerSettings(
                name -> {
                    asked.add(name);
                    return null;
                },
                NO_PLACEHOLDERS);
        settings.applyTo(Spillway.builder());
        settings.level();
        settings.filter();
        settings.formatter();
        settings.encoding();

        Set<String> expected = new TreeSet<>(names());
        expected.addAll(HandlerSettings.OF_THE_FRAMEWORK);
        assertThat(asked).filteredOn(name -> !name.contains(".")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(asked)
                .filteredOn(name -> name.endsWith(".1"))
                .extracting(name -> name.substring(0, name.length() - 2))
                .allSatisfy(name -> assertThat(SpillwayBuilder.repeatableOptionNames())
                        .contains(SpillwayBuilder.aliases().getOrDefault(name, name)))
                .containsAll(SpillwayBuilder.repeatableOptionNames());
        assertThat(settings.refusals()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyNameIsSetUnderItsOwnAndRefusedInCoresWords(String name) {
        String words = refusalOfCore(name);

        assertThat(refusals(Map.of(name, WRONG))).containsExactly(words);
    }

    @Test
    void namesThatMeanNothingAreRefusedInCoresWords() {
        assertThat(refusals(Map.of("hots", "a", "host.1", "b")))
                .containsExactlyInAnyOrder(refusalOfCore("hots"), refusalOfCore("host.1"));
    }

    @Test
    void repeatedOptionsAreNumberedAndSetInThatOrder() {
        List<String> expected = new ArrayList<>(List.of("destination"));
        IntStream.rangeClosed(1, Setting.LAST_NUMBER).forEach(i -> expected.add("destination." + i));

        assertThat(Setting.all())
                .filteredOn(setting -> setting.option().equals("destination"))
                .extracting(Setting::name)
                .containsExactlyElementsOf(expected)
                .allMatch(Setting::isKnown);
        assertThat(List.of("destination.0", "destination.100", "destination.01", "destination.x", "host.1"))
                .noneMatch(Setting::isKnown);
    }

    @Test
    void emptyMeansUnset() {
        assertThat(refusals(Map.of("port", " ", "level", "", "filter", " ", "encoding", "", "name", "")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"level, INFOO", "encoding, UTF-9", "filter, shop.NoFilter", "formatter, java.lang.String"})
    void wrongValueOfTheFrameworksOwnIsRefused(String name, String value) {
        HandlerSettings settings = new HandlerSettings(Map.of(name, value)::get, NO_PLACEHOLDERS);
        settings.level();
        settings.filter();
        settings.formatter();
        settings.encoding();

        assertThat(settings.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal)
                        .startsWith(name + " is \"" + value + "\"")
                        .contains("; allowed is "));
    }

    @Test
    void filterWithoutUsableConstructorIsRefusedAndWhy() {
        HandlerSettings settings = new HandlerSettings(Map.of("filter", Failing.class.getName())::get, NO_PLACEHOLDERS);
        settings.filter();

        assertThat(settings.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal).contains("could not be made: ", "no rules"));
    }

    @Test
    void theFrameworksOwnIsReadAsForAnyHandler() {
        HandlerSettings settings = new HandlerSettings(
                Map.of(
                        "level",
                        " warning-less ",
                        "formatter",
                        SimpleFormatter.class.getName() + " ",
                        "encoding",
                        "latin1")::get,
                NO_PLACEHOLDERS);

        assertThat(settings.level()).isEqualTo(Level.OFF);
        assertThat(settings.formatter()).isInstanceOf(SimpleFormatter.class);
        assertThat(settings.encoding()).isEqualTo("ISO-8859-1");
        assertThat(new HandlerSettings(Map.of("level", " 950 ")::get, NO_PLACEHOLDERS)
                        .level()
                        .intValue())
                .isEqualTo(950);
        assertThat(new HandlerSettings(name -> null, NO_PLACEHOLDERS).level()).isEqualTo(Level.ALL);
    }

    /** A filter that is not to be had. */
    public static final class Failing implements java.util.logging.Filter {
        /** Fails. */
        public Failing() {
            throw new IllegalStateException("no rules");
        }

        @Override
        public boolean isLoggable(LogRecord record) {
            return true;
        }
    }

    private static List<String> refusals(Map<String, String> options) {
        HandlerSettings settings = HandlerSettings.of(options);
        settings.applyTo(Spillway.builder());
        return settings.refusals();
    }

    private static String refusalOfCore(String name) {
        try {
            Spillway.builder().set(name, WRONG);
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        throw new AssertionError(name + " takes a control character");
    }
}
