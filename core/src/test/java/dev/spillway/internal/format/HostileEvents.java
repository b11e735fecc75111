package dev.spillway.internal.format;

import dev.spillway.Severity;
import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.format.FormatSettings.Multiline;
import dev.spillway.internal.format.FormatSettings.Oversize;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes settings and events whose every text is hostile, from a seeded source. */
final class HostileEvents {
    private final SplittableRandom random;
    private final HostileText texts;

    HostileEvents(long seed) {
        random = new SplittableRandom(seed);
        texts = new HostileText(random);
    }

    TestSettings settings() {
        TestSettings settings = new TestSettings();
        settings.format = pick(new Format[] {Format.RFC5424, Format.RFC3164});
        settings.multiline = pick(Multiline.values());
        settings.oversize = pick(Oversize.values());
        settings.maxMessageSize = random.nextBoolean() ? 8192 : random.nextInt(480, 2000);
        settings.facility = random.nextInt(24);
        settings.hostname = texts.next();
        settings.appName = texts.next();
        settings.procId = cut(texts.next(), 20);
        settings.messageId = random.nextBoolean() ? null : texts.next();
        settings.structuredData = random.nextBoolean() ? null : "[raw@1 a=\"b\\\"c\"]";
        settings.includeCallerData = random.nextBoolean();
        settings.firstSequenceId = random.nextInt(1, Integer.MAX_VALUE - 100_000);
        return settings;
    }

    TestEvent event() {
        TestEvent event = new TestEvent(texts.next());
        event.severity = pick(Severity.values());
        event.intoScratch = random.nextBoolean();
        event.rendered = random.nextInt(4) == 0;
        event.logger = random.nextInt(3) == 0 ? "" : cut(texts.next(), 36);
        event.thread = texts.next();
        for (int i = random.nextInt(3); i > 0; i--) {
            event.mdc(texts.next(), texts.next());
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            event.keyValue(texts.next(), random.nextBoolean() ? texts.next() : random.nextLong());
        }
        if (random.nextInt(4) == 0) {
            event.markers.add(texts.next());
        }
        event.caller = new StackTraceElement(texts.next(), texts.next(), texts.next(), random.nextInt(100));
        if (random.nextInt(8) == 0) {
            event.thrown(thrown());
        }
        return event;
    }

    private Throwable thrown() {
        IllegalStateException thrown = new IllegalStateException(texts.next());
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement(texts.next(), "run", texts.next(), 1)});
        if (random.nextBoolean()) {
            thrown.addSuppressed(thrown());
        }
        return thrown;
    }

    /** What the event's text would be before anything is made safe. */
    static String rawText(TestEvent event) {
        String message = event.message.toString();
        if (event.rendered) {
            return message.replaceFirst("\\r?\\n\\z", "");
        }
        String text = event.logger.isEmpty() ? message : event.logger + ": " + message;
        if (event.thrown == null) {
            return text;
        }
        return text + (text.isEmpty() ? "" : "\n") + StackTraceTest.asPrinted(event.thrown);
    }

    /** The names and values of the event's fields, before anything is made safe. */
    static List<TestEvent.Param> fields(TestEvent event, boolean withCaller) {
        List<TestEvent.Param> fields = new ArrayList<>();
        if (!event.thread.isEmpty()) {
            fields.add(new TestEvent.Param("thread", event.thread));
        }
        fields.addAll(event.mdc);
        fields.addAll(event.keyValues);
        event.markers.forEach(marker -> fields.add(new TestEvent.Param("marker", marker)));
        if (withCaller) {
            fields.add(new TestEvent.Param("caller", event.caller));
        }
        return fields;
    }

    private static String cut(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
