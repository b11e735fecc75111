package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.Seed;
import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.format.FormatSettings.Oversize;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever an event holds, it becomes JSON that another parser reads as it was, in full or up to a mark. */
final class JsonHostileTest {
    /** At full scale. */
    private static final int SETTINGS = 5_000;

    private static final int EVENTS_EACH = 50;
    private static final String CUT = "\u2026";

    @Test
    void randomHostileEventsArriveAsTheyShould() {
        long seed = Seed.choose();
        double scale = Double.parseDouble(System.getProperty("spillway.scale", "0.1"));
        for (int i = 0; i < SETTINGS * scale; i++) {
            check(seed + i);
        }
    }

    @Test
    void hostileEventsOfAFixedSeedArriveAsTheyShould() {
        for (int i = 0; i < 100; i++) {
            check(20261122L + i);
        }
    }

    private static void check(long seed) {
        HostileEvents source = new HostileEvents(seed);
        TestSettings settings = source.settings();
        settings.format = Format.JSON;
        settings.maxMessageSize = Math.max(settings.maxMessageSize, 5_000);
        EventEncoders encoders = settings.encoders();
        int sequence = settings.firstSequenceId;
        for (int i = 0; i < EVENTS_EACH; i++) {
            TestEvent event = source.event();
            try {
                Messages messages = new Messages();
                messages.outcome = encoders.encode(event.reader(), event, messages);
                check(settings, event, messages, sequence);
                sequence += Math.max(messages.sent.size(), 1);
            } catch (AssertionError | RuntimeException e) {
                fail("seed " + seed + "L, event " + i + ", " + settings.build(), e);
            }
        }
    }

    private static void check(TestSettings settings, TestEvent event, Messages messages, int firstSequence) {
        List<JsonNode> parts = JsonObjects.parse(messages);
        if (messages.outcome == Outcome.OVERSIZE) {
            assertThat(settings.oversize).isEqualTo(Oversize.DROP);
            assertThat(parts).isEmpty();
            return;
        }
        StringBuilder message = new StringBuilder();
        StringBuilder trace = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            JsonNode part = parts.get(i);
            String mark = parts.size() == 1 ? "" : "[" + (i + 1) + "/" + parts.size() + "] ";
            String first = part.has("message") ? "message" : "stack_trace";
            assertThat(part.get(first).textValue()).startsWith(mark);
            collect(part, "message", first, mark, message);
            collect(part, "stack_trace", first, mark, trace);
            assertThat(part.get("sequence").intValue()).isEqualTo(firstSequence + i);
            assertThat(messages.bytes().get(i)).hasSizeLessThanOrEqualTo(settings.maxMessageSize);
            assertThat(messages.sent.get(i).last()).isEqualTo(i == parts.size() - 1);
        }
        checkText(event, message.toString(), trace.toString());
        checkFields(event, parts.get(0));
    }

    private static void collect(JsonNode part, String field, String first, String mark, StringBuilder to) {
        if (part.has(field)) {
            String text = part.get(field).textValue();
            to.append(field.equals(first) ? text.substring(mark.length()) : text);
        }
    }

    private static void checkText(TestEvent event, String message, String trace) {
        String text = event.rendered ? HostileEvents.rawText(event) : event.message.toString();
        boolean hasTrace = !event.rendered && event.thrown != null;
        if (!hasTrace) {
            assertThat(trace).isEmpty();
            assertSameUpToACut(message, text);
        } else if (trace.isEmpty()) {
            assertThat(message).endsWith(CUT);
            assertSameUpToACut(message, text);
        } else {
            assertThat(message).isEqualTo(withoutHalves(text));
            assertSameUpToACut(trace, StackTraceTest.asPrinted(event.thrown));
        }
    }

    private static void checkFields(TestEvent event, JsonNode part) {
        if (!event.thread.isEmpty() && event.thread.length() < 100) {
            assertThat(part.get("thread").textValue()).isEqualTo(withoutHalves(event.thread));
        }
        if (!event.logger.isEmpty()) {
            assertThat(part.get("logger").textValue()).isEqualTo(withoutHalves(event.logger));
        }
    }

    private static void assertSameUpToACut(String found, String expected) {
        String whole = withoutHalves(expected);
        if (found.endsWith(CUT) && !found.equals(whole)) {
            assertThat(whole).startsWith(found.substring(0, found.length() - 1));
        } else {
            assertThat(found).isEqualTo(whole);
        }
    }

    /** What is no character at all, half of a surrogate pair, is told by the one that stands for it. */
    private static String withoutHalves(String text) {
        StringBuilder whole = new StringBuilder();
        text.codePoints()
                .forEach(c -> whole.appendCodePoint(
                        c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c));
        return new String(whole.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
