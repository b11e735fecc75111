package dev.spillway.internal.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class ParamNamesTest {
    @Test
    void moreNamesThanAreKeptAreWrittenAllTheSame() {
        ParamNames names = new ParamNames(null, Set.of("name 7", "name 299"));
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 300; i++) {
                String name = "name " + i;
                assertThat(opened(names, name)).isEqualTo(" name_" + i + "=\"");
                assertThat(names.isOfMdc(name)).as(name).isEqualTo(i != 7 && i != 299);
            }
        }
    }

    @Test
    void namesAreCutAndMadeOfWhatIsAllowed() {
        ParamNames names = new ParamNames(Set.of("kept"), Set.of());

        assertThat(opened(names, "")).isEqualTo(" _=\"");
        assertThat(opened(names, "a=b]\"\u00E9")).isEqualTo(" a_b___=\"");
        assertThat(opened(names, "x".repeat(32) + "y")).isEqualTo(" " + "x".repeat(32) + "=\"");
        assertThat(opened(names, "z".repeat(1000))).isEqualTo(" " + "z".repeat(32) + "=\"");
        assertThat(names.isOfMdc("kept")).isTrue();
        assertThat(names.isOfMdc("other")).isFalse();
    }

    private static String opened(ParamNames names, String name) {
        Utf8Buffer out = new Utf8Buffer();
        out.restart(0);
        names.open(name, out);
        return new String(out.array(), 0, out.length(), US_ASCII);
    }
}
