package dev.spillway.internal.format;

import dev.spillway.Severity;
import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.format.FormatSettings.Multiline;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all syslog messages of one engine share: the bytes that never change and how the rest divides {@code maxMessageSize}.
 *
 * <pre>
 * RFC 5424   &lt;14&gt;1 | time | fixed: host app pid id [meta sequenceId=" | 42 | tail: "][app@32473 thread="main"]... |  text
 * RFC 3164   &lt;14&gt;  | time | fixed: host tag[pid]:                         | tail: empty                        |  text
 * </pre>
 */
final class SyslogLayout implements Layout {
    static final String META_OPEN = "[meta sequenceId=\"";
    private static final String META_CLOSE = "\"]";
    private static final int MAX_ID_DIGITS = 10;
    private static final int MAX_PRI = "<191>1 ".length();
    /** What every receiver must take (RFC 5424 section 6.1). */
    private static final int SMALLEST_MESSAGE = 480;
    /** What head and structured data leave for the text, at least. */
    private static final int SMALLEST_TEXT = 128;

    private final FormatSettings settings;
    private final byte[][] pri = new byte[8][];
    private final byte[] fixed;
    private final byte[] rawElements;
    private final @Nullable String elementId;
    private final LoggerNames loggerNames;

    /** Checks the settings that only show here whether they go together. */
    SyslogLayout(FormatSettings settings) {
        if (settings.facility() < 0 || settings.facility() > 23) {
            throw new IllegalArgumentException("facility must be 0 to 23, was " + settings.facility());
        }
        this.settings = settings;
        String id = settings.structuredDataId();
        elementId = id == null || id.isBlank() ? null : SafeNames.elementId(id);
        if ("meta".equals(elementId)) {
            throw new IllegalArgumentException("structuredDataId must not be meta, which carries the sequenceId");
        }
        rawElements = isNumbered()
                ? RawStructuredData.check(
                        settings.structuredData(), elementId == null ? Set.of("meta") : Set.of("meta", elementId))
                : new byte[0];
        for (Severity severity : Severity.values()) {
            String value = "<" + (settings.facility() * 8 + severity.code()) + ">";
            pri[severity.code()] = ascii(isNumbered() ? value + "1 " : value);
        }
        fixed = ascii(isNumbered() ? fixed5424(settings) : fixed3164(settings));
        loggerNames = new LoggerNames(escaping());
        checkSize();
    }

    @Override
    public EventEncoder encoder(IntSupplier sequenceIds) {
        Utf8Buffer out = new Utf8Buffer();
        boolean byLine = settings.multiline() == Multiline.SPLIT;
        Timestamp timestamp =
                new Timestamp(isNumbered() ? null : settings.timeZone().getRules());
        return new EventEncoder(
                out,
                Enclosure.SYSLOG,
                maxHead(),
                MessageWriter.textLimit(settings, byLine),
                new StructuredDataWriter(settings, this, out),
                new TextWriter(out, escaping(), loggerNames),
                new MessageWriter(
                        settings,
                        isNumbered(),
                        byLine,
                        sequenceIds,
                        new SyslogHead(this, timestamp),
                        Enclosure.SYSLOG,
                        out));
    }

    private static String fixed5424(FormatSettings settings) {
        return " " + SafeNames.headerField(settings.hostname(), 255)
                + " " + SafeNames.headerField(settings.appName(), 48)
                + " " + SafeNames.headerField(settings.procId(), 128)
                + " " + SafeNames.headerField(settings.messageId(), 32)
                + " " + META_OPEN;
    }

    private static String fixed3164(FormatSettings settings) {
        String tag = SafeNames.tag(settings.appName());
        String pid = SafeNames.tag(settings.procId());
        return " " + SafeNames.headerField(settings.hostname(), 255) + " " + (tag.isEmpty() ? "-" : tag)
                + (pid.isEmpty() || pid.equals("-") ? "" : "[" + pid + "]") + ":";
    }

    private void checkSize() {
        int needed = Math.max(SMALLEST_MESSAGE, maxHead() + tailWithoutFields() + 1 + SMALLEST_TEXT);
        if (settings.maxMessageSize() < needed) {
            throw new IllegalArgumentException("maxMessageSize must be at least " + needed
                    + " bytes for this host, application and structured data to leave room for a text, was "
                    + settings.maxMessageSize());
        }
    }

    /** Whether messages carry structured data, and in it a sequenceId. */
    boolean isNumbered() {
        return settings.format() == Format.RFC5424;
    }

    byte[] pri(Severity severity) {
        return pri[severity.code()];
    }

    byte[] fixed() {
        return fixed;
    }

    /** What closes the sequenceId's element. */
    byte[] metaClose() {
        return ascii(META_CLOSE);
    }

    byte[] rawElements() {
        return rawElements;
    }

    /** The SD-ID of the event's fields; null to leave them out. */
    @Nullable String elementId() {
        return elementId;
    }

    /** The longest that PRI, time, fixed part and sequenceId may become. */
    int maxHead() {
        return MAX_PRI + Timestamp.MAX_LENGTH + fixed.length + (isNumbered() ? MAX_ID_DIGITS : 0);
    }

    /** How many bytes the element of the event's fields may take; not above 0 if there is no room for it. */
    int fieldsBudget() {
        int half = settings.maxMessageSize() / 2 - META_OPEN.length() - MAX_ID_DIGITS - tailWithoutFields();
        return Math.min(half, settings.maxMessageSize() - maxHead() - tailWithoutFields() - 1 - SMALLEST_TEXT);
    }

    /** How characters of the text are written. */
    Escaping escaping() {
        return switch (settings.multiline()) {
            case KEEP -> Escaping.KEEP;
            case ESCAPE -> Escaping.ESCAPE;
            case SPLIT -> Escaping.LINES;
        };
    }

    private int tailWithoutFields() {
        return (isNumbered() ? META_CLOSE.length() : 0) + rawElements.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
