package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.format.FormatSettings.Multiline;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LoggerNamesTest {
    private final LoggerNames names = new LoggerNames(Escaping.ESCAPE);

    @Test
    void nameOf36CharactersStaysWhole() {
        assertThat(shown("com.example.web.albums.pages.AlbumWeb")).isEqualTo("c.example.web.albums.pages.AlbumWeb: ");
        assertThat(shown("com.example.web.album.pages.AlbumWeb")).isEqualTo("com.example.web.album.pages.AlbumWeb: ");
    }

    @Test
    void packagesShrinkFromTheLeftUntilTheNameFits() {
        assertThat(shown("com.example.web.albums.controllers.AlbumController"))
                .isEqualTo("c.e.w.a.controllers.AlbumController: ");
        assertThat(shown("a..verylongpackagename.anotherlongpackagename.Name"))
                .isEqualTo("a..v.anotherlongpackagename.Name: ");
        assertThat(shown("\uD83D\uDE00xxxxxxxxxxxxxxxxxxxxxxxx.yyyyyyyyyyyyyyyyyyyyyyy.Name"))
                .isEqualTo("\uD83D\uDE00.yyyyyyyyyyyyyyyyyyyyyyy.Name: ");
    }

    @Test
    void lastSegmentStaysWhole() {
        String last = "AVeryLongClassNameThatHasMoreThan36Characters";

        assertThat(shown("com.example." + last)).isEqualTo("c.e." + last + ": ");
        assertThat(shown(last)).isEqualTo(last + ": ");
        assertThat(shown("x".repeat(1000))).isEqualTo("x".repeat(1000) + ": ");
    }

    @Test
    void moreNamesThanAreKeptAreShownAllTheSame() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                assertThat(shown("com.example.Name" + i)).isEqualTo("com.example.Name" + i + ": ");
            }
        }
    }

    @Test
    void namesOfOneHashAreToldApart() {
        String[] same = {"AaAaAaAa", "BBBBBBBB", "AaBBAaBB", "BBAaBBAa", "AaAaBBBB", "BBBBAaAa"};
        for (int round = 0; round < 2; round++) {
            for (String name : same) {
                assertThat(shown(name)).isEqualTo(name + ": ");
            }
        }
    }

    @Test
    void hostileNameIsMadeSafe() {
        assertThat(shown("a\n<14>1 - - - - - -")).isEqualTo("a\\n<14>1 - - - - - -: ");
        assertThat(shown("\u0000".repeat(36))).isEqualTo("\\u0000".repeat(36) + ": ");
        assertThat(shown("\u0000".repeat(200))).isEqualTo("\\u0000".repeat(200) + ": ");
    }

    @Test
    void longHostileNameIsCutWithTheText() {
        TestSettings settings = new TestSettings();
        settings.maxMessageSize = 480;
        settings.multiline = Multiline.ESCAPE;
        settings.oversize = FormatSettings.Oversize.TRUNCATE;
        TestEvent event = new TestEvent("up");
        event.logger = "\u0000".repeat(200);

        assertThat(settings.encodeOne(event).text()).matches("(\\\\u0000){50,}\u2026");
    }

    private String shown(String name) {
        Utf8Buffer out = new Utf8Buffer();
        out.restart(0);
        names.write(name, out);
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    }
}
