package dev.spillway.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Spillway;
import dev.spillway.SpillwayBuilder;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every front end knows every option and alias of core's table, and refuses a wrong value in the same words. */
final class RefusalsTest {
    /** No option takes a control character; this one XML allows. */
    private static final String WRONG = "\u007f";

    static Collection<String> names() {
        Set<String> names = new TreeSet<>(SpillwayBuilder.optionNames());
        names.addAll(SpillwayBuilder.aliases().keySet());
        return names;
    }

    @ParameterizedTest
    @MethodSource("names")
    void wrongValueIsRefusedInTheSameWords(String name) {
        String words = refusal(name);

        for (FrontEnd frontEnd : FrontEnd.values()) {
            try (FrontEnd.Shipper shipper = frontEnd.start(Map.of(name, WRONG))) {
                // Log4j does not tell upper from lower case in names.
                assertThat(shipper.told())
                        .as("%s", frontEnd)
                        .anyMatch(line -> line.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT)));
            }
        }
    }

    @Test
    void optionsThatMakeNoSenseTogetherAreRefusedInTheSameWords() {
        Map<String, String> options = Map.of("host", "localhost", "destination", "syslog+tls://localhost");
        String words;
        try (FrontEnd.Shipper shipper = FrontEnd.BUILDER.start(options)) {
            words = shipper.told().get(0);
        }

        for (FrontEnd frontEnd : FrontEnd.values()) {
            try (FrontEnd.Shipper shipper = frontEnd.start(options)) {
                assertThat(shipper.told()).as("%s", frontEnd).anyMatch(line -> line.contains(words));
            }
        }
    }

    private static String refusal(String name) {
        try {
            Spillway.builder().set(name, WRONG);
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        throw new AssertionError(name + " takes a control character");
    }
}
