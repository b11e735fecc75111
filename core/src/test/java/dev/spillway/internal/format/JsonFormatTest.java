package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.spillway.internal.format.FormatSettings.Field;
import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.format.FormatSettings.Oversize;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JsonFormatTest {
    private static final String HEAD = "{\"timestamp\":\"2026-11-22T09:08:07.000321Z\",\"severity\":\"info\","
            + "\"hostname\":\"web-1.example.com\",\"service\":\"album\",\"pid\":4711,\"sequence\":1";

    private final TestSettings settings = new TestSettings();

    @BeforeEach
    void writeJson() {
        settings.format = Format.JSON;
    }

    @Test
    void anEventIsOneObject() {
        TestEvent event = new TestEvent("caf\u00E9 \uD83D\uDE00")
                .mdc("requestId", "r1")
                .keyValue("albums", 4)
                .keyValue("public", true);
        event.logger = "com.example.Web";
        event.thread = "main";
        event.markers.add("AUDIT");
        event.markers.add("SLOW");
        event.caller = new StackTraceElement("com.example.Web", "get", "Web.java", 12);
        settings.includeCallerData = true;

        assertThat(settings.encode(event).only().string())
                .isEqualTo(HEAD + ",\"logger\":\"com.example.Web\",\"thread\":\"main\",\"mdc\":{\"requestId\":\"r1\"},"
                        + "\"fields\":{\"albums\":4,\"public\":true},\"markers\":[\"AUDIT\",\"SLOW\"],"
                        + "\"caller\":\"com.example.Web.get(Web.java:12)\",\"message\":\"caf\u00E9 \uD83D\uDE00\"}");
        assertThat(settings.encode(event).only().structuredDataAt()).isZero();
    }

    @Test
    void whatAnEventDoesNotHaveIsLeftOut() {
        assertThat(settings.encode(new TestEvent("")).only().string()).isEqualTo(HEAD + ",\"message\":\"\"}");
        settings.fields = EnumSet.of(Field.MARKERS);
        TestEvent event = new TestEvent("up").mdc("a", "b").keyValue("c", "d");
        event.thread = "main";
        assertThat(settings.encode(event).only().string()).isEqualTo(HEAD + ",\"message\":\"up\"}");
    }

    @Test
    void aThrowableHasAFieldOfItsOwn() {
        settings.maxMessageSize = 1 << 20;
        IllegalStateException thrown = new IllegalStateException("no \"luck\"");

        JsonNode message = one(new TestEvent("failed").thrown(thrown));

        assertThat(message.get("message").textValue()).isEqualTo("failed");
        assertThat(message.get("stack_trace").textValue()).isEqualTo(StackTraceTest.asPrinted(thrown));
    }

    @Test
    void aRenderedEventIsItsText() {
        JsonNode message = one(TestEvent.rendered("12:00 failed\r\n").thrown(new IllegalStateException()));

        assertThat(message.get("message").textValue()).isEqualTo("12:00 failed");
        assertThat(message.has("stack_trace")).isFalse();
    }

    @Test
    void aTextIsMadeSafeAndComesBackAsItWas() {
        String text = "\"\\/\b\f\n\r\t\0\u001B\u007F\u0085\u2028\u2029\uFEFF\uFFFE \uD83D\uDE00";

        assertThat(one(new TestEvent(text)).get("message").textValue()).isEqualTo(text);
        assertThat(one(new TestEvent("a\uD83Db\uDE00")).get("message").textValue())
                .isEqualTo("a\uFFFDb\uFFFD");
    }

    @Test
    void whatNeverChangesIsMadeSafeToo() {
        settings.hostname = "a\"b\n";
        settings.appName = "\\";
        settings.procId = "007";

        JsonNode message = one(new TestEvent("up"));

        assertThat(message.get("hostname").textValue()).isEqualTo("a\"b\n");
        assertThat(message.get("service").textValue()).isEqualTo("\\");
        assertThat(message.get("pid").textValue()).isEqualTo("007");
    }

    @Test
    void valuesKeepTheirTypes() {
        TestEvent event = new TestEvent("up")
                .keyValue("int", -1)
                .keyValue("long", Long.MIN_VALUE)
                .keyValue("short", (short) 2)
                .keyValue("byte", (byte) 3)
                .keyValue("double", 1.0e-5)
                .keyValue("float", 2.5f)
                .keyValue("big", new BigInteger("123456789012345678901234567890"))
                .keyValue("decimal", new BigDecimal("1E+3"))
                .keyValue("atomic", new AtomicLong(5))
                .keyValue("yes", true)
                .keyValue("null", null)
                .keyValue("nan", Double.NaN)
                .keyValue("infinite", Float.NEGATIVE_INFINITY)
                .keyValue("char", 'c')
                .keyValue("text", new StringBuilder("built"))
                .keyValue("enum", TimeUnit.DAYS)
                .keyValue("day", DayOfWeek.MONDAY)
                .keyValue("time", Instant.EPOCH);

        assertThat(one(event).get("fields"))
                .hasToString("{\"int\":-1,\"long\":-9223372036854775808,\"short\":2,\"byte\":3,\"double\":0.00001,"
                        + "\"float\":2.5,\"big\":123456789012345678901234567890,\"decimal\":1E+3,\"atomic\":5,"
                        + "\"yes\":true,\"null\":null,\"nan\":\"NaN\",\"infinite\":\"-Infinity\",\"char\":\"c\","
                        + "\"text\":\"built\",\"enum\":\"DAYS\",\"day\":\"MONDAY\",\"time\":\"1970-01-01T00:00:00Z\"}");
    }

    @Test
    void objectsAreObjects() {
        TestEvent event = new TestEvent("up")
                .keyValue("album", new Album("Caf\u00E9 \"A\"\n\uD83D", 640, List.of("a", "b")))
                .keyValue("map", Map.of("x", 1))
                .keyValue("array", new int[] {1, 2})
                .keyValue("none", List.of());

        JsonNode fields = one(event).get("fields");

        assertThat(fields.get("album"))
                .hasToString("{\"name\":\"Caf\u00E9 \\\"A\\\"\\n\uFFFD\",\"width\":640,\"tags\":[\"a\",\"b\"]}");
        assertThat(fields.get("map")).hasToString("{\"x\":1}");
        assertThat(fields.get("array")).hasToString("[1,2]");
        assertThat(fields.get("none")).hasToString("[]");
    }

    @Test
    void anObjectThatJacksonCannotWriteIsItsText() {
        Map<String, Object> itself = new HashMap<>();
        itself.put("self", itself);
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            deep = new ArrayList<>(List.of(deep));
        }
        TestEvent event = new TestEvent("up")
                .keyValue("throws", new Throwing())
                .keyValue("empty", new Plain())
                .keyValue("self", itself)
                .keyValue("deep", deep)
                .keyValue("thrown", new IllegalStateException("no"));

        JsonNode fields = one(event).get("fields");

        assertThat(fields.get("throws").textValue()).isEqualTo("a text");
        assertThat(fields.get("empty").textValue()).isEqualTo("plain");
        assertThat(fields.get("self").textValue()).isEqualTo("{self=(this Map)}");
        assertThat(fields.get("deep").textValue()).isEqualTo("[".repeat(101) + "]".repeat(101));
        assertThat(fields.get("thrown").textValue()).isEqualTo("java.lang.IllegalStateException: no");
    }

    @Test
    void anObjectWhoseTextFailsTooIsAMark() {
        for (RuntimeException thrown : List.of(new IllegalStateException(), new UnsupportedOperationException())) {
            TestEvent event = new TestEvent("up").keyValue("k", new Object() {
                @SuppressWarnings("unused")
                public int getNumber() {
                    throw thrown;
                }

                @Override
                public String toString() {
                    throw thrown;
                }
            });

            assertThat(one(event).get("fields").get("k").textValue())
                    .isEqualTo("[toString() threw " + thrown.getClass().getName() + "]");
        }
    }

    @Test
    void anObjectThatIsTooLargeIsItsTextAndCut() {
        List<Integer> numbers = IntStream.range(0, 100_000).boxed().toList();

        JsonNode message = one(new TestEvent("up").keyValue("numbers", numbers).keyValue("after", 1));

        assertThat(message.get("fields").get("numbers").textValue()).startsWith("[0, 1, 2, ");
        assertThat(message.get("fields").has("after")).isFalse();
        assertThat(message.get("message").textValue()).isEqualTo("up");
    }

    @Test
    void noNameIsThereTwice() {
        TestEvent event = new TestEvent("up")
                .mdc("k", "1")
                .mdc("k", "2")
                .mdc("k_2", "3")
                .mdc(null, "4")
                .mdc("", "5")
                .keyValue("k", 6)
                .keyValue("x".repeat(200), 7)
                .keyValue("x".repeat(201), 8);

        JsonNode message = one(event);

        assertThat(message.get("mdc"))
                .hasToString("{\"k\":\"1\",\"k_2\":\"2\",\"k_2_2\":\"3\",\"\":\"4\",\"_2\":\"5\"}");
        assertThat(message.get("fields"))
                .hasToString("{\"k\":6,\"" + "x".repeat(128) + "\":7,\"" + "x".repeat(128) + "_2\":8}");
    }

    @Test
    void namesThatAreWrittenAlikeAreTheSame() {
        TestEvent event = new TestEvent("up");
        event.mdc("\uD83D", "1").mdc("\uDE00", "2").mdc("\uD83D\uDE00", "3");

        assertThat(one(event).get("mdc")).hasToString("{\"\uFFFD\":\"1\",\"\uFFFD_2\":\"2\",\"\uD83D\uDE00\":\"3\"}");
    }

    @Test
    void moreThan256NamesAreLeftOut() {
        settings.maxMessageSize = 1 << 20;
        TestEvent event = new TestEvent("up");
        IntStream.range(0, 1000).forEach(i -> event.keyValue("k" + i, i));

        assertThat(one(event).get("fields").size()).isEqualTo(256);
    }

    @Test
    void includesAndExcludesConcernTheMdcOnly() {
        settings.mdcIncludes = Set.of("requestId");
        TestEvent event =
                new TestEvent("up").mdc("requestId", "r").mdc("user", "u").keyValue("user", "ann");

        assertThat(one(event).get("mdc")).hasToString("{\"requestId\":\"r\"}");
        assertThat(one(event).get("fields")).hasToString("{\"user\":\"ann\"}");
    }

    @Test
    void aTimeThatCannotBeWrittenIsADash() {
        TestEvent event = new TestEvent("up");
        event.epochMicros = Long.MAX_VALUE;

        assertThat(one(event).get("timestamp").textValue()).isEqualTo("-");
    }

    @Test
    void fieldsLeaveHalfOfAMessageToItsText() {
        settings.maxMessageSize = 1000;
        settings.oversize = Oversize.TRUNCATE;
        for (int size = 0; size < 1200; size++) {
            TestEvent event = new TestEvent("x".repeat(2000))
                    .mdc("a", "\"".repeat(size / 2))
                    .mdc("b", "\u20AC".repeat(size / 4))
                    .keyValue("c", size)
                    .keyValue("d", List.of(size, size));
            event.markers.add("m".repeat(size / 8));

            Messages.Sent sent = settings.encode(event).only();

            assertThat(sent.bytes()).hasSizeBetween(998, 1000);
            assertThat(JsonObjects.parse(sent.bytes()).get("message").textValue())
                    .endsWith("\u2026")
                    .hasSizeGreaterThan(250);
        }
    }

    @Test
    void tooSmallAMessageIsRefused() {
        settings.maxMessageSize = 480;
        settings.hostname = "h".repeat(255);

        assertThatThrownBy(settings::encoders)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("maxMessageSize must be at least ");
    }

    @Test
    void anObjectMayLogWhileItIsWritten() {
        EventEncoders encoders = settings.encoders();
        Messages messages = new Messages();
        AtomicInteger calls = new AtomicInteger();
        Object chatty = new Object() {
            @SuppressWarnings("unused")
            public int getNumber() {
                TestEvent inner = new TestEvent("inner");
                encoders.encode(inner.reader(), inner, messages);
                return calls.incrementAndGet();
            }
        };
        TestEvent outer = new TestEvent("outer").keyValue("k", chatty);

        encoders.encode(outer.reader(), outer, messages);

        assertThat(JsonObjects.parse(messages))
                .extracting(message -> message.get("message").textValue())
                .containsExactly("inner", "outer");
        assertThat(JsonObjects.parse(messages))
                .extracting(message -> message.get("sequence").intValue())
                .containsExactly(1, 2);
    }

    private JsonNode one(TestEvent event) {
        return JsonObjects.parse(settings.encode(event).only().bytes());
    }

    record Album(String name, int width, List<String> tags) {}

    static final class Throwing {
        public int getNumber() {
            throw new IllegalStateException("no");
        }

        @Override
        public String toString() {
            return "a text";
        }
    }

    private static final class Plain {
        @Override
        public String toString() {
            return "plain";
        }
    }
}
