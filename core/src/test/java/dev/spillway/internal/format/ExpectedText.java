package dev.spillway.internal.format;

import dev.spillway.internal.format.FormatSettings.Multiline;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** What the documentation says a receiver reads for a text, worked out the slow way. */
final class ExpectedText {
    private static final Pattern CONTROLS_TO_KEEP_OUT =
            Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F]");
    private static final Pattern ALL_CONTROLS = Pattern.compile("[\\x00-\\x1F\\x7F-\\x9F\\u2028\\u2029]");
    private static final Pattern LINE_ENDS = Pattern.compile("[\\n\\r\\u0085\\u2028\\u2029]+");

    private ExpectedText() {}

    /** The texts of the messages of an event, if none is too long. */
    static List<String> lines(String text, Multiline multiline) {
        String sound = wellFormed(text);
        return switch (multiline) {
            case KEEP -> List.of(visible(sound, CONTROLS_TO_KEEP_OUT));
            case ESCAPE -> List.of(visible(sound, ALL_CONTROLS));
            case SPLIT -> {
                List<String> lines = Arrays.stream(LINE_ENDS.split(sound))
                        .filter(line -> !line.isEmpty())
                        .map(line -> visible(line, ALL_CONTROLS))
                        .toList();
                yield lines.isEmpty() ? List.of("") : lines;
            }
        };
    }

    /** The value of a field, as it is after a receiver has taken the escapes away. */
    static String value(String given) {
        return visible(wellFormed(given), ALL_CONTROLS);
    }

    /** The name of a field. */
    static String name(String given) {
        StringBuilder name = new StringBuilder();
        for (char c : given.toCharArray()) {
            name.append(c > ' ' && c < 127 && "=]\"".indexOf(c) < 0 ? c : '_');
        }
        return name.isEmpty() ? "_" : name.substring(0, Math.min(32, name.length()));
    }

    /** A field of the header. */
    static String headerField(String given, int longest) {
        String safe = given.strip().replaceAll("(?s)[^!-~]", "?");
        return safe.isEmpty() ? "-" : safe.substring(0, Math.min(longest, safe.length()));
    }

    private static String wellFormed(String text) {
        // UTF-16 has U+FFFD as what stands for a surrogate without its partner.
        return new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
    }

    private static String visible(String text, Pattern controls) {
        return controls.matcher(text).replaceAll(control -> switch (control.group()) {
            case "\n" -> "\\\\n";
            case "\r" -> "\\\\r";
            default -> "\\\\u" + HexFormat.of().toHexDigits(control.group().charAt(0));
        });
    }
}
