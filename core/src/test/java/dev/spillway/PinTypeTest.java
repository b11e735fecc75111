package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PinTypeTest {
    private static final String DIGEST = "oHMTXvs/WqXpKvZjowguXZtjIAeUUpY9kRZNImcXVlg=";
    private static final String WITH_SLASH = "/hMTXvs/WqXpKvZjowguXZtjIAeUUpY9kRZNImcXVlg=";

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256/", "sha256//", "SHA256:"})
    void digestIsTheSameBehindEachPrefix(String prefix) throws Exception {
        PinType type = new PinType();

        assertThat(type.parse(prefix + DIGEST)).isEqualTo(type.parse(DIGEST));
        assertThat(type.parse(prefix + DIGEST.replace("=", ""))).isEqualTo(type.parse(DIGEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256/", "sha256//"})
    void digestMayBeginWithASlash(String prefix) throws Exception {
        PinType type = new PinType();

        assertThat(type.parse(prefix + WITH_SLASH)).isEqualTo(type.parse(WITH_SLASH));
        assertThat(type.parse(prefix + WITH_SLASH.replace("=", ""))).isEqualTo(type.parse(WITH_SLASH));
        assertThat(type.parse(WITH_SLASH)).isNotEqualTo(type.parse(DIGEST));
    }

    @Test
    void whatIsNoDigestIsRefused() {
        for (String text : new String[] {"sha256/", "sha256//", "sha256/AAAA", "sha256/%%", "/"}) {
            assertThatThrownBy(() -> new PinType().parse(text)).isInstanceOf(RefusedValueException.class);
        }
    }
}
