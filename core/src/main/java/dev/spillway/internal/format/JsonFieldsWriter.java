package dev.spillway.internal.format;

import dev.spillway.EventReader;
import dev.spillway.internal.format.FormatSettings.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the members of a message in JSON that stand before its text: logger, thread, and in objects of their own the
 * diagnostic context and the event's keys and values. Takes at most the fields' budget: a string that does not fit is
 * cut, fields after it are left out. Is itself what readers pass fields to. Confined to one thread at a time.
 */
final class JsonFieldsWriter implements EventPart, BiConsumer<String, @Nullable Object>, Consumer<String> {
    private static final int LONGEST_NAME = 128;
    /** In one object; with more of them, telling names apart would take its time. */
    private static final int MOST_NAMES = 256;

    private static final byte[] LOGGER = ascii(",\"logger\":");
    private static final byte[] THREAD = ascii(",\"thread\":");
    private static final byte[] MDC = ascii(",\"mdc\":{");
    private static final byte[] FIELDS = ascii(",\"fields\":{");
    private static final byte[] MARKERS = ascii(",\"markers\":[");
    private static final byte[] CALLER = ascii(",\"caller\":");

    private final Utf8Buffer out;
    private final int budget;
    private final ObjectValues objects;
    private final boolean withThread;
    private final boolean withMdc;
    private final boolean withKeyValues;
    private final boolean withMarkers;
    private final boolean withCaller;
    private final @Nullable Set<String> mdcIncludes;
    private final Set<String> mdcExcludes;
    private final List<String> names = new ArrayList<>();

    private byte[] opening = MDC;
    /** How long the buffer may become, without what closes an object. */
    private int limit;

    private boolean open;
    private boolean full;

    JsonFieldsWriter(FormatSettings settings, int budget, ObjectValues objects, Utf8Buffer out) {
        this.out = out;
        this.budget = budget;
        this.objects = objects;
        withThread = settings.fields().contains(Field.THREAD);
        withMdc = settings.fields().contains(Field.MDC);
        withKeyValues = settings.fields().contains(Field.KEYVALUES);
        withMarkers = settings.fields().contains(Field.MARKERS);
        withCaller = settings.includeCallerData();
        mdcIncludes = settings.mdcIncludes();
        mdcExcludes = settings.mdcExcludes();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Writes an event's members at the end of the buffer, and leaves it without a limit. */
    @Override
    public <E> void write(EventReader<E> reader, E event) {
        limit = out.length() + budget - 1;
        full = false;
        member(LOGGER, reader.loggerName(event));
        member(THREAD, withThread ? reader.threadName(event) : null);
        if (withMdc) {
            begin(MDC);
            reader.mdc(event, this);
            end('}');
        }
        if (withKeyValues) {
            begin(FIELDS);
            reader.keyValues(event, this);
            end('}');
        }
        if (withMarkers) {
            begin(MARKERS);
            reader.markers(event, this);
            end(']');
        }
        StackTraceElement caller = withCaller && !full ? reader.caller(event) : null;
        member(CALLER, caller == null ? null : SafeText.of(caller));
        out.limit(Integer.MAX_VALUE);
    }

    private void member(byte[] opener, @Nullable String value) {
        if (full || value == null || value.isEmpty()) {
            return;
        }
        out.limit(limit);
        int start = out.length();
        out.bytes(opener);
        string(value, start);
    }

    private void begin(byte[] opener) {
        opening = opener;
        open = false;
        names.clear();
        out.limit(limit);
    }

    private void end(char closing) {
        out.limit(limit + 1);
        if (open) {
            out.ascii(closing);
        }
        names.clear();
    }

    /** Takes an entry of the diagnostic context, or a key and value. */
    @Override
    public void accept(@Nullable String key, @Nullable Object value) {
        String name = key == null ? "" : key;
        if (full || (opening == MDC && !isWanted(name))) {
            return;
        }
        if (names.size() == MOST_NAMES) {
            full = true;
            return;
        }
        int start = out.length();
        separate();
        out.ascii('"');
        out.text(unused(name), Escaping.JSON);
        out.pair('"', ':');
        value(value, start);
    }

    private boolean isWanted(String name) {
        return (mdcIncludes == null || mdcIncludes.contains(name)) && !mdcExcludes.contains(name);
    }

    /** Takes the name of a marker. */
    @Override
    public void accept(String marker) {
        if (full) {
            return;
        }
        int start = out.length();
        separate();
        string(marker, start);
    }

    private void separate() {
        if (open) {
            out.ascii(',');
        } else {
            out.bytes(opening);
        }
    }

    /** The name, or one with a number behind it if the object has that name already. */
    private String unused(String given) {
        String name = asWritten(given.length() > LONGEST_NAME ? given.substring(0, LONGEST_NAME) : given);
        String candidate = name;
        for (int n = 2; names.contains(candidate); n++) {
            candidate = name.concat("_").concat(String.valueOf(n));
        }
        names.add(candidate);
        return candidate;
    }

    /** Halves of surrogate pairs are all written alike, so names that differ in them alone would be the same. */
    private static String asWritten(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isSurrogate(name.charAt(i))) {
                return new String(name.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
            }
        }
        return name;
    }

    private void value(@Nullable Object value, int start) {
        if (value instanceof String text) {
            string(text, start);
        } else if (value instanceof Number number && isInteger(number)) {
            out.number(number.longValue());
            whole(start);
        } else if (value == null || value instanceof Boolean || isFinite(value) || isBig(value)) {
            out.text(String.valueOf(value), Escaping.NONE);
            whole(start);
        } else if (isText(value)) {
            string(SafeText.of(value), start);
        } else {
            object(value, start);
        }
    }

    private static boolean isInteger(Number value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte;
    }

    /** NaN and the infinities are no numbers of JSON (RFC 8259 section 6). */
    private static boolean isFinite(Object value) {
        return (value instanceof Double number && Double.isFinite(number))
                || (value instanceof Float small && Float.isFinite(small));
    }

    /** Not a class derived from them, whose toString() might be anything. */
    private static boolean isBig(Object value) {
        return value.getClass() == BigInteger.class || value.getClass() == BigDecimal.class;
    }

    /** What Jackson would write in another way, or not at all without one of its modules. */
    private static boolean isText(Object value) {
        return value instanceof CharSequence
                || value instanceof Character
                || value instanceof Double
                || value instanceof Float
                || value instanceof TemporalAccessor
                || value instanceof Throwable;
    }

    private void object(Object value, int start) {
        int room = limit - out.length();
        StringBuilder json = out.isCut() ? null : objects.json(value, room);
        if (json != null) {
            int at = out.length();
            out.text(json, Escaping.NONE);
            if (!out.isCut()) {
                open = true;
                return;
            }
            out.rewind(at);
            out.limit(limit);
        }
        string(SafeText.of(value), start);
    }

    /** Writes a string, cut where it must be, or takes back what there is from {@code start} on. */
    private void string(String text, int start) {
        boolean roomForQuotes = out.length() <= limit - 2;
        if (!out.isCut() && roomForQuotes) {
            out.ascii('"');
            int textAt = out.length();
            out.limit(limit - 1);
            out.text(text, Escaping.JSON);
            full = out.isCut();
            out.limit(limit);
            if (!full || out.length() > textAt) {
                out.ascii('"');
                open = true;
                return;
            }
        }
        giveUp(start);
    }

    /** Takes back what there is from {@code start} on, unless it was written whole. */
    private void whole(int start) {
        if (out.isCut()) {
            giveUp(start);
        } else {
            open = true;
        }
    }

    private void giveUp(int start) {
        full = true;
        out.rewind(start);
        out.limit(limit);
    }
}
