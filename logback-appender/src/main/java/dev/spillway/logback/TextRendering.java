package dev.spillway.logback;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAware;
import ch.qos.logback.core.spi.LifeCycle;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The user's choice of who writes an event's text: a pattern, a layout, an encoder, or none of them. Confined to the
 * thread that configures; the functions it makes are as safe for use by many threads as what they wrap, and Logback's
 * own layouts are.
 */
final class TextRendering {
    private @Nullable String pattern;
    private @Nullable Layout<ILoggingEvent> layout;
    private @Nullable Encoder<ILoggingEvent> encoder;

    void setPattern(@Nullable String pattern) {
        this.pattern = pattern == null || pattern.isBlank() ? null : pattern;
    }

    void setLayout(@Nullable Layout<ILoggingEvent> layout) {
        this.layout = layout;
    }

    void setEncoder(@Nullable Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    /**
     * Starts what was chosen.
     *
     * @return what writes the text; null to leave it to core
     * @throws IllegalArgumentException if more than one was chosen, or Logback does not accept the pattern
     */
    @Nullable Function<ILoggingEvent, String> start(Context context) {
        int chosen = (pattern == null ? 0 : 1) + (layout == null ? 0 : 1) + (encoder == null ? 0 : 1);
        if (chosen > 1) {
            throw new IllegalArgumentException(
                    "pattern, layout and encoder each write the whole text, so only one of them may be set, found "
                            + chosen);
        }
        if (encoder != null) {
            return startEncoder(encoder, context);
        }
        if (layout != null) {
            return startLayout(layout, context);
        }
        return pattern == null ? null : startLayout(patternLayout(pattern), context);
    }

    private static Function<ILoggingEvent, String> startLayout(Layout<ILoggingEvent> layout, Context context) {
        startPart(layout, context);
        requireStarted(layout);
        return layout::doLayout;
    }

    private static Function<ILoggingEvent, String> startEncoder(Encoder<ILoggingEvent> encoder, Context context) {
        Charset charset = charsetOf(encoder);
        startPart(encoder, context);
        if (encoder instanceof LayoutWrappingEncoder<ILoggingEvent> wrapping) {
            requireStarted(wrapping.getLayout());
        }
        return event -> new String(encoder.encode(event), charset);
    }

    /** An encoder with a layout would fall back to the platform's charset, which need not be able to hold the text. */
    private static Charset charsetOf(Encoder<ILoggingEvent> encoder) {
        if (!(encoder instanceof LayoutWrappingEncoder<ILoggingEvent> wrapping)) {
            return StandardCharsets.UTF_8;
        }
        if (wrapping.getCharset() == null) {
            wrapping.setCharset(StandardCharsets.UTF_8);
        }
        return wrapping.getCharset();
    }

    private static PatternLayout patternLayout(String pattern) {
        PatternLayout layout = new PatternLayout();
        layout.setPattern(pattern);
        return layout;
    }

    /** A layout that did not start writes nothing for every event, such as one with a pattern that cannot be read. */
    private static void requireStarted(@Nullable Layout<ILoggingEvent> layout) {
        if (layout == null || !layout.isStarted()) {
            throw new IllegalArgumentException(
                    "the " + describe(layout) + " did not start, an earlier status message says why");
        }
    }

    private static String describe(@Nullable Layout<ILoggingEvent> layout) {
        if (layout instanceof PatternLayout patternLayout) {
            return "pattern \"" + patternLayout.getPattern() + "\"";
        }
        return layout == null ? "encoder, which has no layout," : "layout " + layout;
    }

    /** Joran starts what it nests; code that configures by hand may not have. */
    private static <T extends ContextAware & LifeCycle> void startPart(T part, Context context) {
        if (part.isStarted()) {
            return;
        }
        if (part.getContext() == null) {
            part.setContext(context);
        }
        part.start();
    }
}
