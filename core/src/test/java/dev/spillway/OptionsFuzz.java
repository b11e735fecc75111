package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whatever stands in a configuration: a value of the option's type, or a refusal in one line. */
final class OptionsFuzz {
    private static final int LONGEST_REFUSAL = 2_000;
    private static final List<String> NAMES = names();

    private static List<String> names() {
        List<String> names = new ArrayList<>(OptionNames.options());
        names.addAll(OptionNames.aliases().keySet());
        return names;
    }

    /** @param data which option, and then its text */
    @FuzzTest
    void anyTextIsAValueOrRefusedInALine(byte[] data) {
        if (data.length == 0) {
            return;
        }
        String name = NAMES.get((data[0] & 0xFF) % NAMES.size());
        String text = new String(data, 1, data.length - 1, StandardCharsets.UTF_8);
        OptionValues values = new OptionValues();
        if (isTaken(values, name, text)) {
            Option<?> option = OptionNames.option(name);
            boolean isSet = values.isSet(option);
            Object value = isSet ? values.get(option) : null;
            assertThat(isSet).isEqualTo(!text.isBlank() || option.mayBeEmpty());
            if (value instanceof Duration duration) {
                assertThat(duration).isBetween(Duration.ofMillis(1), Duration.ofDays(365));
            } else if (value instanceof Long size) {
                assertThat(size).isBetween(0L, 1L << 40);
            }
        }
    }

    /** @param data lines such as {@code host=a} */
    @FuzzTest
    void anyConfigurationHasSettingsOrIsRefusedInALine(byte[] data) {
        OptionValues values = new OptionValues();
        for (String line : new String(data, StandardCharsets.UTF_8).split("\n")) {
            String[] parts = line.split("=", 2);
            if (parts.length == 2) {
                isTaken(values, parts[0], parts[1]);
            }
        }
        try {
            ProcessFacts process = new ProcessFacts(Map.of("HOSTNAME", "web-1"), List.of(), "album.jar", 4711);
            Settings settings = new SettingsResolver(values, process).resolve();
            assertThat(settings.risks()).allSatisfy(OptionsFuzz::isALine);
            isALine(StartLine.of(settings));
        } catch (IllegalArgumentException e) {
            isALine(e.getMessage());
        }
    }

    private static boolean isTaken(OptionValues values, String name, String text) {
        try {
            values.set(name, text);
            return true;
        } catch (IllegalArgumentException e) {
            isALine(e.getMessage());
            return false;
        }
    }

    private static void isALine(String message) {
        assertThat(message).isNotBlank().hasSizeLessThan(LONGEST_REFUSAL);
        assertThat(message.chars()).noneMatch(Character::isISOControl);
    }
}
