package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.format.FormatSettings.Field;
import dev.spillway.internal.format.FormatSettings.Multiline;
import dev.spillway.internal.format.Rfc5424Parser.Message;
import dev.spillway.internal.format.Rfc5424Parser.Param;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StructuredDataTest {
    private final TestSettings settings = new TestSettings();

    @Test
    void fieldsStandInOrder() {
        settings.includeCallerData = true;

        assertThat(settings.encode(full()).only().string())
                .contains("][app@32473 thread=\"main\" requestId=\"r1\" user=\"ann\" albums=\"4\" marker=\"AUDIT\""
                        + " marker=\"SLOW\" caller=\"com.example.Web.get(Web.java:12)\"] up");
    }

    @Test
    void eachFieldCanBeLeftOut() {
        settings.fields = EnumSet.of(Field.THREAD);
        assertThat(params(full())).containsExactly(new Param("thread", "main"));
        settings.fields = EnumSet.of(Field.MDC);
        assertThat(params(full())).containsExactly(new Param("requestId", "r1"), new Param("user", "ann"));
        settings.fields = EnumSet.of(Field.KEYVALUES);
        assertThat(params(full())).containsExactly(new Param("albums", "4"));
        settings.fields = EnumSet.of(Field.MARKERS);
        assertThat(params(full())).containsExactly(new Param("marker", "AUDIT"), new Param("marker", "SLOW"));
    }

    @Test
    void elementIsLeftOutWithoutFields() {
        assertThat(settings.encodeOne(new TestEvent("up")).structuredData())
                .extracting(Rfc5424Parser.Element::id)
                .containsExactly("meta");
        settings.structuredDataId = null;
        assertThat(settings.encodeOne(full()).structuredData()).hasSize(1);
    }

    @Test
    void elementIdIsMadeSafeButNotCut() {
        settings.structuredDataId = "a b\"=]".repeat(10) + "@1";

        assertThat(settings.encode(full()).only().string()).contains("][" + "a_b___".repeat(10) + "@1 thread=");
    }

    @Test
    void includesAndExcludesConcernTheMdcOnly() {
        settings.mdcIncludes = Set.of("requestId", "user");
        settings.mdcExcludes = Set.of("user", "albums");
        TestEvent event = full().mdc("session", "s").mdc(null, "n");

        assertThat(params(event))
                .extracting(Param::name)
                .containsExactly("thread", "requestId", "albums", "marker", "marker");
    }

    @Test
    void valuesOfAnyTypeBecomeText() {
        TestEvent event = new TestEvent("up")
                .keyValue("int", Integer.MIN_VALUE)
                .keyValue("long", Long.MIN_VALUE)
                .keyValue("zero", (short) 0)
                .keyValue("negative", -120L)
                .keyValue("double", Double.NaN)
                .keyValue("boolean", true)
                .keyValue("builder", new StringBuilder("a\"b"))
                .keyValue("null", null)
                .keyValue("list", List.of(1, "]"));

        assertThat(params(event))
                .extracting(Param::value)
                .containsExactly(
                        "-2147483648", "-9223372036854775808", "0", "-120", "NaN", "true", "a\"b", "null", "[1, ]]");
    }

    @Test
    void valueThatThrowsIsToldAndTheEventGoesOn() {
        List<Object> endless = new ArrayList<>();
        endless.add(List.of(endless));
        TestEvent event = new TestEvent("up")
                .keyValue("bad", new Hostile(() -> {
                    throw new IllegalStateException("no");
                }))
                .keyValue("endless", endless)
                .keyValue("nothing", new Hostile(() -> null))
                .keyValue("good", 1);

        Message message = settings.encodeOne(event);

        assertThat(message.text()).isEqualTo("up");
        assertThat(message.element("app@32473").params())
                .extracting(Param::value)
                .containsExactly(
                        "[toString() threw java.lang.IllegalStateException]",
                        "[toString() threw java.lang.StackOverflowError]",
                        "null",
                        "1");
    }

    @Test
    void controlCharactersInValuesAreVisibleWhateverTheFraming() {
        for (Multiline multiline : Multiline.values()) {
            settings.multiline = multiline;
            TestEvent event = new TestEvent("up").mdc("k", "a\nb\rc\td\u0000e\u0085f\u2028g\u007F");

            assertThat(settings.encode(event).only().string())
                    .contains(" k=\"a\\\\nb\\\\rc\\\\u0009d\\\\u0000e\\\\u0085f\\\\u2028g\\\\u007f\"");
            assertThat(settings.encodeOne(event).element("app@32473").value("k"))
                    .isEqualTo("a\\nb\\rc\\u0009d\\u0000e\\u0085f\\u2028g\\u007f");
        }
    }

    @Test
    void fieldsTakeAtMostHalfOfAMessageAndStayWellFormed() {
        for (String value : List.of("x", "\"", "\n", "\u20AC", "\uD83D\uDE00", "\u0000")) {
            for (int size = 1000; size < 1016; size++) {
                settings.maxMessageSize = size;
                TestEvent event =
                        new TestEvent("up").mdc("first", value.repeat(1000)).mdc("second", "2");

                Message message = settings.encodeOne(event);

                assertThat(message.text()).isEqualTo("up");
                assertThat(message.structuredDataLength()).isBetween(size / 2 - 17, size / 2);
                assertThat(message.element("app@32473").params())
                        .extracting(Param::name)
                        .containsExactly("first");
            }
        }
    }

    @Test
    void fieldWithoutRoomForAnyOfItsValueIsLeftOut() {
        settings.maxMessageSize = 480;
        int left = 0;
        for (int length = 100; length < 200; length++) {
            TestEvent event =
                    new TestEvent("up").mdc("first", "x".repeat(length)).mdc("second", "\uD83D\uDE00");
            List<Param> params = params(event);
            assertThat(params.get(0).value())
                    .isEqualTo("x".repeat(params.get(0).value().length()));
            if (params.size() == 2) {
                assertThat(params.get(1).value()).isEqualTo("\uD83D\uDE00");
            } else {
                left++;
            }
        }
        assertThat(left).isBetween(1, 99);
    }

    @Test
    void emptyValueAtTheLimitIsClosedOrLeftOut() {
        settings.maxMessageSize = 480;
        int left = 0;
        for (int length = 100; length < 200; length++) {
            TestEvent event =
                    new TestEvent("up").mdc("first", "x".repeat(length)).mdc("second", "");
            left += params(event).size() == 1 ? 1 : 0;
        }
        assertThat(left).isBetween(1, 99);
    }

    @Test
    void longHeaderLeavesFieldsOutBeforeItLeavesTextOut() {
        settings.maxMessageSize = 480;
        settings.hostname = "h".repeat(255);

        Message message = settings.encodeOne(full());

        assertThat(message.text()).isEqualTo("up");
        assertThat(message.structuredData()).hasSize(1);
    }

    private List<Param> params(TestEvent event) {
        return settings.encodeOne(event).element("app@32473").params();
    }

    private static TestEvent full() {
        TestEvent event =
                new TestEvent("up").mdc("requestId", "r1").mdc("user", "ann").keyValue("albums", 4);
        event.thread = "main";
        event.markers.addAll(List.of("AUDIT", "SLOW"));
        event.caller = new StackTraceElement("com.example.Web", "get", "Web.java", 12);
        return event;
    }
}
