package dev.spillway.internal.format;

import dev.spillway.EventReader;
import dev.spillway.internal.format.FormatSettings.Field;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the tail of a message: the end of {@code [meta sequenceId=""]}, the element of the event's fields and the raw
 * elements (RFC 5424 section 6.3). Takes at most the fields' budget: a value that does not fit is cut, fields after it
 * are left out. Is itself what readers pass fields to. Confined to one thread at a time.
 */
final class StructuredDataWriter implements EventPart, BiConsumer<String, @Nullable Object>, Consumer<String> {
    private final Utf8Buffer out;
    private final boolean present;
    private final byte[] metaClose;
    private final byte[] elementOpen;
    private final byte[] rawElements;
    private final int budget;
    private final boolean withThread;
    private final boolean withMdc;
    private final boolean withKeyValues;
    private final boolean withMarkers;
    private final boolean withCaller;
    private final ParamNames names;
    private final KeptContext kept = new KeptContext();
    private final KeptParams keptParams = new KeptParams();
    private int limit;
    private boolean open;
    private boolean full;
    private boolean readingContext;

    StructuredDataWriter(FormatSettings settings, SyslogLayout layout, Utf8Buffer out) {
        this.out = out;
        present = layout.isNumbered();
        metaClose = layout.metaClose();
        rawElements = layout.rawElements();
        String id = layout.elementId();
        elementOpen = id == null ? new byte[0] : "[".concat(id).getBytes(StandardCharsets.US_ASCII);
        budget = id == null ? 0 : layout.fieldsBudget();
        withThread = settings.fields().contains(Field.THREAD);
        withMdc = settings.fields().contains(Field.MDC);
        withKeyValues = settings.fields().contains(Field.KEYVALUES);
        withMarkers = settings.fields().contains(Field.MARKERS);
        withCaller = settings.includeCallerData();
        names = new ParamNames(settings.mdcIncludes(), settings.mdcExcludes());
    }

    /** Writes an event's tail at the end of the buffer, and leaves it without a limit. */
    @Override
    public <E> void write(EventReader<E> reader, E event) {
        if (!present) {
            return;
        }
        out.bytes(metaClose);
        if (budget > 0) {
            limit = out.length() + budget - 1;
            open = false;
            full = false;
            readingContext = false;
            out.limit(limit);
            writeFields(reader, event);
            out.limit(Integer.MAX_VALUE);
            if (open) {
                out.ascii(']');
            }
        }
        out.bytes(rawElements);
    }

    private <E> void writeFields(EventReader<E> reader, E event) {
        writeContext(reader, event);
        if (withKeyValues) {
            reader.keyValues(event, this);
        }
        if (withMarkers) {
            reader.markers(event, this);
        }
        StackTraceElement caller = withCaller && !full ? reader.caller(event) : null;
        if (caller != null) {
            param("caller", caller);
        }
    }

    private <E> void writeContext(EventReader<E> reader, E event) {
        String thread = withThread ? reader.threadName(event) : null;
        Object mdc = withMdc ? reader.mdcIdentity(event) : null;
        if (mdc != null && kept.isOf(thread, mdc)) {
            kept.write(out);
            open = kept.length() > 0;
            return;
        }
        int start = out.length();
        keptParams.begin(start);
        if (thread != null && !thread.isEmpty()) {
            contextParam("thread", thread, false);
        }
        if (withMdc) {
            readingContext = true;
            reader.mdc(event, this);
            readingContext = false;
        }
        writeMatched();
        if (mdc != null && !full) {
            kept.keep(thread, mdc, out, start);
        }
    }

    private void contextParam(String name, @Nullable Object value, boolean isOfMdc) {
        if (keptParams.matches(name, value, isOfMdc)) {
            return;
        }
        writeMatched();
        if (!isOfMdc || names.isOfMdc(name)) {
            param(name, value);
        }
        if (!full) {
            keptParams.written(name, value, isOfMdc, out);
        }
    }

    private void writeMatched() {
        if (keptParams.isMatching()) {
            open = keptParams.writeMatched(out) > 0;
        }
    }

    /** Takes an entry of the diagnostic context, or a key and value. */
    @Override
    public void accept(@Nullable String key, @Nullable Object value) {
        String name = key == null ? "" : key;
        if (readingContext) {
            contextParam(name, value, true);
        } else {
            param(name, value);
        }
    }

    /** Takes the name of a marker. */
    @Override
    public void accept(String marker) {
        param("marker", marker);
    }

    private void param(String name, @Nullable Object value) {
        if (full) {
            return;
        }
        int start = out.length();
        if (!open) {
            out.bytes(elementOpen);
        }
        names.open(name, out);
        boolean roomForQuote = out.length() < limit;
        if (!out.isCut() && roomForQuote) {
            int valueAt = out.length();
            out.limit(limit - 1);
            value(value);
            full = out.isCut();
            out.limit(limit);
            if (!full || out.length() > valueAt) {
                out.ascii('"');
                open = true;
                return;
            }
        }
        full = true;
        out.rewind(start);
    }

    private void value(@Nullable Object value) {
        if (value instanceof String text) {
            out.text(text, Escaping.PARAM);
        } else if (value instanceof Integer || value instanceof Long || value instanceof Short) {
            out.number(((Number) value).longValue());
        } else {
            // Also other kinds of CharSequence, whose charAt might throw half-way.
            out.text(SafeText.of(value), Escaping.PARAM);
        }
    }
}
