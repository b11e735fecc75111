package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.format.FormatSettings.Oversize;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is split or cut stays JSON. */
final class JsonOversizeTest {
    private final TestSettings settings = new TestSettings();

    @BeforeEach
    void limitTo1000Bytes() {
        settings.format = Format.JSON;
        settings.maxMessageSize = 1000;
    }

    @Test
    void textThatJustFitsIsLeftAlone() {
        int fits = 1000 - settings.encode(new TestEvent("")).only().bytes().length;
        for (Oversize oversize : Oversize.values()) {
            settings.oversize = oversize;

            assertThat(settings.encode(new TestEvent("x".repeat(fits))).only().bytes())
                    .hasSize(1000);
        }
        settings.oversize = Oversize.TRUNCATE;
        JsonNode cut = JsonObjects.parse(
                settings.encode(new TestEvent("x".repeat(fits + 1))).only().bytes());
        assertThat(cut.get("message").textValue()).isEqualTo("x".repeat(fits - 3) + "\u2026");
        settings.oversize = Oversize.DROP;
        assertThat(settings.encode(new TestEvent("x".repeat(fits + 1))).outcome).isEqualTo(Outcome.OVERSIZE);
    }

    @Test
    void partsAreWholeObjectsThatTellTheirPlace() {
        TestEvent event = new TestEvent("0123456789".repeat(200)).mdc("k", "v");

        List<JsonNode> parts = JsonObjects.parse(settings.encode(event));

        assertThat(parts)
                .hasSize(3)
                .allSatisfy(part -> assertThat(part.get("mdc")).hasToString("{\"k\":\"v\"}"));
        assertThat(parts.get(0).get("message").textValue()).startsWith("[1/3] 0123456789");
        assertThat(parts).extracting(part -> part.get("sequence").intValue()).containsExactly(1, 2, 3);
        assertThat(joined(parts, "message")).isEqualTo("0123456789".repeat(200));
    }

    @Test
    void anEscapeIsNeverCut() {
        String text = "\\\"\n\u0001\\\\n\u20AC\uD83D\uDE00\\u0041";
        for (int before = 0; before < 24; before++) {
            String all = "x".repeat(before) + text.repeat(100);

            assertThat(joined(JsonObjects.parse(settings.encode(new TestEvent(all))), "message"))
                    .isEqualTo(all);
        }
    }

    @Test
    void backslashesAloneAreNeverCutInTwo() {
        for (int before = 0; before < 4; before++) {
            String all = "x".repeat(before) + "\\".repeat(2000);

            assertThat(joined(JsonObjects.parse(settings.encode(new TestEvent(all))), "message"))
                    .isEqualTo(all);
        }
    }

    @Test
    void aStackTraceGoesOnInItsOwnFieldWhereverTheCutsAre() {
        IllegalStateException thrown = new IllegalStateException("tab\t and \"quote\"");
        String trace = StackTraceTest.asPrinted(thrown);
        for (int length = 0; length < 1600; length++) {
            String text = "m".repeat(length);

            List<JsonNode> parts = JsonObjects.parse(settings.encode(new TestEvent(text).thrown(thrown)));

            assertThat(parts.size()).isGreaterThan(1);
            assertThat(joined(parts, "message")).isEqualTo(text);
            assertThat(joined(parts, "stack_trace")).isEqualTo(trace);
        }
    }

    @Test
    void truncationMayEndInEitherField() {
        settings.oversize = Oversize.TRUNCATE;
        IllegalStateException thrown = new IllegalStateException("no");
        for (int length = 0; length < 1100; length++) {
            JsonNode message = JsonObjects.parse(settings.encode(new TestEvent("m".repeat(length)).thrown(thrown))
                    .only()
                    .bytes());

            boolean cutInTrace = message.has("stack_trace");
            String cut = message.get(cutInTrace ? "stack_trace" : "message").textValue();
            assertThat(cut).endsWith("\u2026");
            if (cutInTrace) {
                assertThat(message.get("message").textValue()).isEqualTo("m".repeat(length));
            }
        }
    }

    @Test
    void restBeyond64PartsIsCutWithAMark() {
        Messages messages = settings.encode(new TestEvent("\"".repeat(100_000)));

        List<JsonNode> parts = JsonObjects.parse(messages);
        assertThat(parts).hasSize(64);
        assertThat(parts.get(63).get("message").textValue())
                .startsWith("[64/64] \"")
                .endsWith("\"\u2026");
        assertThat(messages.sent.subList(0, 63)).noneMatch(Messages.Sent::last);
        assertThat(messages.sent.get(63).last()).isTrue();
        assertThat(messages.sent).allSatisfy(sent -> assertThat(sent.bytes()).hasSizeLessThanOrEqualTo(1000));
    }

    /** A field over all parts; one that has no mark is the rest of a part that another field begins. */
    private static String joined(List<JsonNode> parts, String field) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).has(field)) {
                String mark = "[" + (i + 1) + "/" + parts.size() + "] ";
                String text = parts.get(i).get(field).textValue();
                all.append(text.startsWith(mark) ? text.substring(mark.length()) : text);
            }
        }
        return all.toString();
    }
}
