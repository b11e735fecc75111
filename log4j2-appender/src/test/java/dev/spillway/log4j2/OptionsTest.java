package dev.spillway.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Spillway;
import dev.spillway.SpillwayBuilder;
import dev.spillway.log4j2.CollectedOptions.Setting;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what the appender takes to core's table of options. */
final class OptionsTest {
    /** Allowed for a few options, refused for the others: either way core and the appender have to agree. */
    private static final String VALUE = "1:x";

    private final ConfiguredContext log4j = new ConfiguredContext();

    @AfterEach
    void stop() {
        log4j.close();
    }

    static Set<String> names() {
        Set<String> names = new LinkedHashSet<>(SpillwayBuilder.optionNames());
        names.addAll(SpillwayBuilder.aliases().keySet());
        names.addAll(SpillwayBuilder.namesWithAnotherShape());
        return names;
    }

    @Test
    void whatIsSetIsNotShown() {
        CollectedOptions options = new CollectedOptions();
        options.set("token", "t0ken-canary");
        assertThat(options.settings()).hasToString("[token]");
    }

    @Test
    void everyNameOfCoreIsAnAttribute() {
        log4j.appender(names().stream().map(name -> name + "='" + VALUE + "'").collect(Collectors.joining(" ")));

        assertThat(log4j.appender().options().settings())
                .containsExactlyInAnyOrderElementsOf(
                        names().stream().map(name -> new Setting(name, VALUE)).toList());
        assertThat(log4j.statuses().errors())
                .noneMatch(error -> error.contains("invalid attribute") || error.contains("is ignored"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatCoreSaysToAValueTheAppenderSays(String name) {
        List<String> ofCore = new ArrayList<>();
        try {
            Spillway.builder().set(name, VALUE);
        } catch (IllegalArgumentException e) {
            ofCore.add(e.getMessage());
        }

        CollectedOptions options = new CollectedOptions();
        options.set(name, VALUE);

        assertThat(options.applyTo(
                        Spillway.builder(),
                        unknown ->
                                assertThat(unknown).as("a name that core knows").isNull()))
                .isEqualTo(ofCore);
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesAreMatchedWithoutRegardToCase(String name) {
        CollectedOptions options = new CollectedOptions();
        options.set(name, "exact");
        options.set(name.toUpperCase(Locale.ROOT), "loud");

        assertThat(options.settings().get(0)).isEqualTo(new Setting(name, "exact"));
        assertThat(options.settings().get(1).name()).isEqualToIgnoringCase(name).isIn(names());
    }

    @Test
    void optionsAreSetByHandUnderTheSameNames() {
        SpillwayAppender appender = SpillwayAppender.newBuilder()
                .setName("hand")
                .set("host", "a")
                .set("destination", "syslog+tls://b")
                .set("destination", "syslog+tls://c")
                .build();

        assertThat(appender.options().settings())
                .containsExactly(
                        new Setting("host", "a"),
                        new Setting("destination", "syslog+tls://b"),
                        new Setting("destination", "syslog+tls://c"));
    }

    @Test
    void nestedPropertiesComeAfterTheAttributes() {
        SpillwayAppender.Builder builder = SpillwayAppender.newBuilder();
        builder.setPropertyArray(new Property[] {Property.createProperty("destination", "syslog+tls://b")});

        assertThat(builder.set("destination", "syslog+tls://a")
                        .build()
                        .options()
                        .settings())
                .extracting(Setting::value)
                .containsExactly("syslog+tls://a", "syslog+tls://b");
    }

    @Test
    void locationIsNeededForCallerDataUnderAnyOfItsNames() {
        for (String name : List.of("includeCallerData", "includeLocation", "INCLUDELOCATION")) {
            assertThat(SpillwayAppender.newBuilder().set(name, " True ").build().requiresLocation())
                    .isTrue();
            assertThat(SpillwayAppender.newBuilder()
                            .set(name, "true")
                            .set(name, "false")
                            .build()
                            .requiresLocation())
                    .isFalse();
        }
        assertThat(SpillwayAppender.newBuilder().setPattern("%C.%M %m").build().requiresLocation())
                .isTrue();
        assertThat(SpillwayAppender.newBuilder().build().requiresLocation()).isFalse();
    }
}
