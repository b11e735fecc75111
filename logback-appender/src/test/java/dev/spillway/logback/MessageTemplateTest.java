package dev.spillway.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.LoggingEventVO;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What core gets for an event's text, beside what Logback makes of the same event. */
final class MessageTemplateTest {
    private static final int CASES = 20_000;

    private static final List<String> PIECES = List.of(
            "{}",
            "{}",
            "{}",
            "\\{}",
            "\\\\{}",
            "\\\\\\{}",
            "{",
            "}",
            "\\",
            "{ }",
            "text",
            "",
            "\u00E9",
            "\uD83D\uDE00",
            "\uD83D",
            "\uDE00");

    private static final List<@Nullable Object> PLAIN = Arrays.asList(
            "text",
            "",
            "{}",
            "\\",
            "\u4E2D\uD83D",
            null,
            0,
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            (short) -7,
            Byte.MIN_VALUE,
            'x',
            '\uD83D',
            true,
            false,
            0.0,
            -0.0,
            1.0E10,
            Double.MIN_VALUE,
            Double.NaN,
            Float.NEGATIVE_INFINITY,
            0.1f,
            Shade.LIGHT,
            Shade.DARK,
            Shade.NONE);

    private static final List<Supplier<Object>> OTHERS = List.of(
            () -> new StringBuilder("builder"),
            () -> new AtomicInteger(3),
            () -> List.of(1, 2),
            () -> new IllegalStateException("thrown"),
            () -> new int[] {1, 2},
            () -> new byte[0],
            () -> new double[] {0.5},
            () -> new boolean[] {true},
            () -> new char[] {'a', 'b'},
            () -> new Object[] {null, "a", new long[] {7}, new Object[] {1}},
            MessageTemplateTest::ring);

    private final LoggerContext context = new LoggerContext();
    private final LogbackEventReader reader = new LogbackEventReader(context, null);

    @BeforeEach
    void giveTheContextAnMdc() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @Test
    void textIsTheOneThatLogbackMakes() {
        long seed = Long.getLong("spillway.seed", new SplittableRandom().nextLong());
        SplittableRandom random = new SplittableRandom(seed);
        int ours = 0;
        for (int i = 0; i < CASES; i++) {
            String template = template(random);
            @Nullable Object[] arguments = arguments(random);
            Throwable thrown = random.nextInt(8) == 0 ? new IllegalArgumentException() : null;
            LoggingEvent expected = event(template, thrown, arguments);
            String what = "case %d of -Dspillway.seed=%d: \"%s\" of %s".formatted(i, seed, template, expected);

            assertThat(text(event(template, thrown, arguments))).as(what).isEqualTo(expected.getFormattedMessage());
            PiecedText filled = new PiecedText();
            @Nullable Object[] taken = event(template, thrown, arguments).getArgumentArray();
            if (taken != null && new MessageTemplate(template).write(taken, filled)) {
                assertThat(filled.pieces()).as(what).noneMatch(PiecedText::isTorn);
                assertThat(filled).as(what).hasToString(expected.getFormattedMessage());
                ours++;
            }
        }
        assertThat(ours).as("cases for which Logback was not needed").isGreaterThan(CASES / 3);
    }

    @Test
    void templateIsKnownTheSecondTimeThatTheSameObjectComes() {
        MessageTemplates templates = new MessageTemplates();

        assertThat(templates.get("a {}")).isNull();
        assertThat(templates.get("b {}")).isNull();
        assertThat(templates.get("a {}")).isNotNull().isSameAs(templates.get("a {}"));
        assertThat(templates.get("b {}")).isNotNull();
        assertThat(templates.get(new StringBuilder("c {}").toString())).isNull();
        assertThat(templates.get(new StringBuilder("c {}").toString())).isNull();
    }

    @Test
    void fullTableLeavesTheRestToLogback() {
        MessageTemplates templates = new MessageTemplates();
        List<String> texts =
                IntStream.range(0, 10_000).mapToObj(i -> "number {} of " + i).toList();
        texts.forEach(templates::get);
        texts.forEach(templates::get);

        long known = texts.stream().filter(text -> templates.get(text) != null).count();
        assertThat(known).isBetween(1L, 512L);
        assertThat(templates.get("")).isNull();
        assertThat(templates.get("x".repeat(501))).isNull();
    }

    @Test
    void escapesAreThoseOfSlf4j() {
        assertThat(text(event("a {} b \\{} c \\\\{} d {", null, 1, "two"))).isEqualTo("a 1 b {} c \\two d {");
    }

    @Test
    void valueThatThrowsIsNamedAsSlf4jNamesIt() {
        assertThat(text(event("{} and {}", null, Shade.BROKEN, 1))).isEqualTo("[FAILED toString()] and 1");
    }

    @Test
    void templateWithoutArgumentsStandsForItself() {
        assertThat(text(event("\\{} {}", null))).isEqualTo("\\{} {}");
        LoggingEvent bare = new LoggingEvent("fqcn", context.getLogger("a"), Level.INFO, "\\{} {}", null, null);
        assertThat(text(bare)).isEqualTo("\\{} {}");
    }

    @Test
    void missingTemplateStaysMissing() {
        LoggingEvent event = new LoggingEvent("fqcn", context.getLogger("a"), Level.INFO, null, null, new Object[] {1});

        assertThat(reader.writeMessage(event, new PiecedText())).isFalse();
        assertThat(reader.message(event, new StringBuilder())).isNull();
    }

    @Test
    void objectIsAskedOnceForAllAppenders() {
        AtomicInteger asked = new AtomicInteger();
        Object value = new Object() {
            @Override
            public String toString() {
                return "asked " + asked.incrementAndGet();
            }
        };
        LoggingEvent event = event("{}: {}", null, 1, value);

        assertThat(text(event)).isEqualTo("1: asked 1");
        assertThat(event.getFormattedMessage()).isEqualTo("1: asked 1");
        assertThat(text(event)).isEqualTo("1: asked 1");
    }

    @Test
    void laterAppenderGetsTheSameMessage() {
        LoggingEvent event = event("{} of {}", null, 1, "two");

        assertThat(text(event)).isEqualTo("1 of two");
        assertThat(event.getFormattedMessage()).isEqualTo("1 of two");
    }

    @Test
    void deferredEventKeepsTheTextOfItsMoment() {
        Object[] reused = {1};
        LoggingEvent event = event("{}", null, reused);
        event.prepareForDeferredProcessing();
        reused[0] = 2;

        assertThat(CompletableFuture.supplyAsync(() -> text(event)).join()).isEqualTo("1");
    }

    @Test
    void eventsOfOtherKindsSpeakForThemselves() {
        LoggingEvent event = event("{}", null, 1);
        LoggingEvent translated =
                new LoggingEvent("fqcn", context.getLogger("a"), Level.INFO, "{}", null, new Object[] {1}) {
                    @Override
                    public String getFormattedMessage() {
                        return "eins";
                    }
                };

        assertThat(text(LoggingEventVO.build(event))).isEqualTo("1");
        assertThat(text(translated)).isEqualTo("eins");
    }

    /** The text once the template is known. */
    private String text(ILoggingEvent event) {
        reader.writeMessage(event, new PiecedText());
        reader.writeMessage(event, new PiecedText());
        PiecedText text = new PiecedText();
        return reader.writeMessage(event, text)
                ? text.toString()
                : String.valueOf(reader.message(event, new StringBuilder()));
    }

    private LoggingEvent event(String template, @Nullable Throwable thrown, @Nullable Object... arguments) {
        return new LoggingEvent("fqcn", context.getLogger("a"), Level.INFO, template, thrown, arguments);
    }

    private static String template(SplittableRandom random) {
        StringBuilder template = new StringBuilder();
        IntStream.range(0, random.nextInt(8)).forEach(i -> template.append(PIECES.get(random.nextInt(PIECES.size()))));
        return template.toString();
    }

    private static @Nullable Object[] arguments(SplittableRandom random) {
        @Nullable Object[] arguments = new Object[random.nextInt(5)];
        // Most without other objects, as one of those leaves all to Logback.
        boolean plain = random.nextInt(3) > 0;
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = plain || random.nextBoolean()
                    ? PLAIN.get(random.nextInt(PLAIN.size()))
                    : OTHERS.get(random.nextInt(OTHERS.size())).get();
        }
        return arguments;
    }

    /** An array that holds itself. */
    private static Object[] ring() {
        Object[] ring = new Object[2];
        ring[0] = "ring";
        ring[1] = ring;
        return ring;
    }

    private enum Shade {
        LIGHT,
        DARK {
            @Override
            public String toString() {
                return "very dark";
            }
        },
        NONE {
            @Override
            public @Nullable String toString() {
                return null;
            }
        },
        BROKEN {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        }
    }
}
