package dev.spillway.examples.collector.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class VisibleTextTest {

    @Test
    void controlsAndDirectionMarksAreSpelledOut() {
        assertThat(VisibleText.of("\u001b[2J\u0007\0 a\rb \u009b31m \u202egpj \u2028 \u2066 \ufeff \u007f"))
                .isEqualTo("\\x1b[2J\\x07\\0 a\\rb \\x9b31m \\u202egpj \\u2028 \\u2066 \\ufeff \\x7f");
    }

    @Test
    void plainTextTabsAndLinesStay() {
        assertThat(VisibleText.of("앨범 4\tété 😀\nnext\r\nlast")).isEqualTo("앨범 4\tété 😀\nnext\nlast");
    }
}
