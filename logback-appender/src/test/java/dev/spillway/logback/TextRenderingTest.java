package dev.spillway.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TextRenderingTest {
    private static final String UMLAUT_AND_EMOJI = "Größe \uD83D\uDE00";

    private final LoggerContext context = new LoggerContext();
    private final TextRendering rendering = new TextRendering();

    @BeforeEach
    void giveContextAnMdc() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @Test
    void withoutAChoiceItIsLeftToCore() {
        assertThat(rendering.start(context)).isNull();
    }

    @Test
    void emptyPatternIsUnset() {
        rendering.setPattern(" ");

        assertThat(rendering.start(context)).isNull();
    }

    @Test
    void patternWritesTheWholeText() {
        rendering.setPattern("%-5level %logger{1}: %msg%n");

        assertThat(rendering.start(context).apply(event("hello"))).isEqualToIgnoringNewLines("INFO  s.Checkout: hello");
    }

    @Test
    void patternAddsTheStackTrace() {
        rendering.setPattern("%msg%n");
        LoggingEvent event = new LoggingEvent(
                "fqcn", context.getLogger("a"), Level.ERROR, "failed", new IllegalStateException("no stock"), null);

        assertThat(rendering.start(context).apply(event))
                .startsWith("failed")
                .contains("java.lang.IllegalStateException: no stock", "\tat " + TextRenderingTest.class.getName());
    }

    @Test
    void layoutThatNobodyStartedIsStarted() {
        PatternLayout layout = new PatternLayout();
        layout.setPattern("[%msg]");
        rendering.setLayout(layout);

        assertThat(rendering.start(context).apply(event("hello"))).isEqualTo("[hello]");
        assertThat(layout.isStarted()).isTrue();
    }

    @Test
    void encoderWithoutCharsetWritesUtf8WhateverThePlatformsCharset() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern("%msg");
        rendering.setEncoder(encoder);

        assertThat(rendering.start(context).apply(event(UMLAUT_AND_EMOJI))).isEqualTo(UMLAUT_AND_EMOJI);
        assertThat(encoder.getCharset()).isEqualTo(StandardCharsets.UTF_8);
    }

    @Test
    void encoderKeepsTheCharsetItNames() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern("%msg");
        encoder.setCharset(StandardCharsets.UTF_16BE);
        rendering.setEncoder(encoder);

        assertThat(rendering.start(context).apply(event(UMLAUT_AND_EMOJI))).isEqualTo(UMLAUT_AND_EMOJI);
    }

    @Test
    void encoderWithoutLayoutWritesUtf8() {
        rendering.setEncoder(new JsonEncoder());

        assertThat(rendering.start(context).apply(event(UMLAUT_AND_EMOJI)))
                .startsWith("{")
                .contains("\"message\":\"" + UMLAUT_AND_EMOJI + "\"");
    }

    @Test
    void twoWritersOfOneTextAreRefused() {
        rendering.setPattern("%msg");
        rendering.setLayout(new PatternLayout());

        assertThatThrownBy(() -> rendering.start(context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pattern, layout and encoder each write the whole text, so only one of them may be set, "
                        + "found 2");
    }

    @Test
    void patternThatCannotBeReadIsRefused() {
        rendering.setPattern("%logger{");

        assertThatThrownBy(() -> rendering.start(context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the pattern \"%logger{\" did not start, an earlier status message says why");
    }

    @Test
    void encoderWithAPatternThatCannotBeReadIsRefused() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setPattern("%logger{");
        rendering.setEncoder(encoder);

        assertThatThrownBy(() -> rendering.start(context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the pattern \"%logger{\" did not start");
    }

    @Test
    void encoderThatLacksItsLayoutIsRefused() {
        rendering.setEncoder(new LayoutWrappingEncoder<ILoggingEvent>());

        assertThatThrownBy(() -> rendering.start(context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the encoder, which has no layout, did not start");
    }

    private ILoggingEvent event(String message) {
        return new LoggingEvent("fqcn", context.getLogger("shop.Checkout"), Level.INFO, message, null, null);
    }
}
