package dev.spillway.internal.format;

import dev.spillway.Severity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntSupplier;

/**
 * What all messages of one engine in JSON share: the bytes that never change and how the rest divides
 * {@code maxMessageSize}.
 *
 * <pre>
 * {"timestamp":" | time | fixed: ","severity":"info","hostname":"web-1","service":"album","pid":42,"sequence": | 7 |
 *     tail: ,"logger":"a.B","thread":"main","mdc":{...},"fields":{...},"markers":[...] | ,"message":" | text | "}
 * </pre>
 *
 * <p>The text comes last, since it is what is cut, or split over several messages. Each of those is an object with all
 * the rest.
 */
final class JsonLayout implements Layout {
    private static final int MAX_ID_DIGITS = 10;
    /** As the smallest that {@code maxMessageSize} may be. */
    private static final int SMALLEST_MESSAGE = 480;
    /** What all the rest leaves for the text, at least. */
    private static final int SMALLEST_TEXT = 128;

    /** Of host, application and process, in characters. */
    private static final int LONGEST_NAME = 255;

    private static final String OPEN = "{\"timestamp\":\"";

    private final FormatSettings settings;
    private final byte[] open = OPEN.getBytes(StandardCharsets.US_ASCII);
    private final byte[][] fixed = new byte[8][];
    private final ObjectValues objects = new ObjectValues();

    /** Checks whether what never changes leaves room for a text. */
    JsonLayout(FormatSettings settings) {
        this.settings = settings;
        for (Severity severity : Severity.values()) {
            fixed[severity.code()] = fixed(settings, severity);
        }
        int needed = Math.max(SMALLEST_MESSAGE, maxHead() + enclosed() + SMALLEST_TEXT);
        if (settings.maxMessageSize() < needed) {
            throw new IllegalArgumentException("maxMessageSize must be at least " + needed
                    + " bytes for this host and application to leave room for a text, was "
                    + settings.maxMessageSize());
        }
    }

    private static byte[] fixed(FormatSettings settings, Severity severity) {
        Utf8Buffer out = new Utf8Buffer();
        out.restart(0);
        ascii(out, "\",\"severity\":\"");
        ascii(out, severity.name().toLowerCase(Locale.ROOT));
        string(out, "\",\"hostname\":\"", settings.hostname());
        string(out, "\",\"service\":\"", settings.appName());
        if (settings.procId().matches("0|[1-9]\\d{0,9}")) {
            ascii(out, "\",\"pid\":".concat(settings.procId()));
        } else {
            string(out, "\",\"pid\":\"", settings.procId());
            ascii(out, "\"");
        }
        ascii(out, ",\"sequence\":");
        return Arrays.copyOf(out.array(), out.length());
    }

    private static void string(Utf8Buffer out, String before, String value) {
        ascii(out, before);
        out.text(value, Math.min(value.length(), LONGEST_NAME), Escaping.JSON);
    }

    private static void ascii(Utf8Buffer out, String text) {
        out.bytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public EventEncoder encoder(IntSupplier sequenceIds) {
        Utf8Buffer out = new Utf8Buffer();
        return new EventEncoder(
                out,
                Enclosure.JSON,
                maxHead(),
                MessageWriter.textLimit(settings, false),
                new JsonFieldsWriter(settings, fieldsBudget(), objects, out),
                new JsonTextWriter(out),
                new MessageWriter(
                        settings,
                        true,
                        false,
                        sequenceIds,
                        new JsonHead(this, new Timestamp(null)),
                        Enclosure.JSON,
                        out));
    }

    /** What stands before the time. Shared: not to be changed. */
    byte[] open() {
        return open;
    }

    /** What stands between time and number. Shared: not to be changed. */
    byte[] fixed(Severity severity) {
        return fixed[severity.code()];
    }

    private int maxHead() {
        int longest = 0;
        for (byte[] each : fixed) {
            longest = Math.max(longest, each.length);
        }
        return open.length + Timestamp.MAX_LENGTH + longest + MAX_ID_DIGITS;
    }

    private static int enclosed() {
        return Enclosure.JSON.longest() + MessageWriter.MAX_PART_MARK;
    }

    /** How many bytes the fields may take. */
    private int fieldsBudget() {
        int size = settings.maxMessageSize();
        return Math.min(size / 2, size - maxHead() - enclosed() - SMALLEST_TEXT);
    }
}
