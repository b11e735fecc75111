package dev.spillway.examples.album.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TitlesTest {

    @Test
    void ordinaryTitlesStayAsTheyAre() {
        assertThat(Titles.clean("Été à l'île <Ré> & 山 \uD83C\uDFD4")).isEqualTo("Été à l'île <Ré> & 山 \uD83C\uDFD4");
    }

    @Test
    void controlCharactersBecomeOneBlank() {
        assertThat(Titles.clean(" a\r\n\tb\u0000\u0085c\u2028d\u202Ee\uD800 ")).isEqualTo("a b c d e");
    }

    @Test
    void longTitleIsCutBetweenCharacters() {
        String cut = Titles.clean("x".repeat(79) + "\uD83C\uDFD4\uD83C\uDFD4");

        assertThat(cut).isEqualTo("x".repeat(79));
    }

    @Test
    void fileNameGivesATitleWithoutFolderOrExtension() {
        assertThat(Titles.fromFileName("C:\\Users\\me\\Lake_at_dawn.JPG", "Untitled"))
                .isEqualTo("Lake at dawn");
        assertThat(Titles.fromFileName("../../etc/passwd", "Untitled")).isEqualTo("passwd");
        assertThat(Titles.fromFileName("a\r\nSet-Cookie: x.png", "Untitled")).isEqualTo("a Set-Cookie: x");
    }

    @Test
    void fileNameThatLeavesNothingGivesTheFallback() {
        for (String name : new String[] {"", ".", "..", "/", "a/..", ".png", "\u0000", "\u202E.gif"}) {
            assertThat(Titles.fromFileName(name, "Untitled")).as("'%s'", name).isEqualTo("Untitled");
        }
    }
}
