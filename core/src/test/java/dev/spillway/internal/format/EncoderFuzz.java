package dev.spillway.internal.format;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.spillway.Severity;
import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.format.FormatSettings.Multiline;
import dev.spillway.internal.format.FormatSettings.Oversize;

/** Whatever is logged: messages that an independent parser reads, with the fields that the event and the settings ask for. */
final class EncoderFuzz {
    private static final int LONGEST = 3_000;

    @FuzzTest
    void anyEventArrivesAsItShould(FuzzedDataProvider data) {
        TestSettings settings = settings(data);
        EventEncoders encoders;
        try {
            encoders = settings.encoders();
        } catch (IllegalArgumentException e) {
            return;
        }
        TestEvent event = event(data);
        Messages messages = new Messages();
        messages.outcome = encoders.encode(event.reader(), event, messages);
        if (settings.format == Format.JSON) {
            messages.bytes().forEach(JsonObjects::parse);
        } else {
            new MessagesCheck(settings, event, messages, settings.firstSequenceId).check();
        }
    }

    private static TestSettings settings(FuzzedDataProvider data) {
        TestSettings settings = new TestSettings();
        settings.format = data.pickValue(Format.values());
        settings.multiline = data.pickValue(Multiline.values());
        settings.oversize = data.pickValue(Oversize.values());
        settings.maxMessageSize = data.consumeInt(480, 2_000);
        settings.facility = data.consumeInt(0, 23);
        settings.includeCallerData = data.consumeBoolean();
        settings.structuredData = data.consumeBoolean() ? "[raw@1 a=\"b\\\"c\"]" : null;
        settings.firstSequenceId = data.consumeInt(1, Integer.MAX_VALUE - 100_000);
        settings.hostname = data.consumeString(300);
        settings.appName = data.consumeString(60);
        settings.procId = data.consumeString(20);
        settings.messageId = data.consumeBoolean() ? data.consumeString(40) : null;
        return settings;
    }

    private static TestEvent event(FuzzedDataProvider data) {
        TestEvent event = new TestEvent(data.consumeString(LONGEST));
        event.severity = data.pickValue(Severity.values());
        event.intoScratch = data.consumeBoolean();
        event.rendered = data.consumeBoolean();
        event.logger = data.consumeString(36);
        event.thread = data.consumeString(100);
        for (int i = data.consumeInt(0, 3); i > 0; i--) {
            event.mdc(data.consumeString(50), data.consumeString(200));
        }
        for (int i = data.consumeInt(0, 3); i > 0; i--) {
            event.keyValue(
                    data.consumeString(50), data.consumeBoolean() ? data.consumeLong() : data.consumeString(200));
        }
        if (data.consumeBoolean()) {
            event.markers.add(data.consumeString(100));
        }
        event.caller = new StackTraceElement(
                data.consumeString(30), data.consumeString(30), data.consumeString(30), data.consumeInt(0, 100));
        if (data.consumeBoolean()) {
            IllegalStateException thrown = new IllegalStateException(data.consumeString(300));
            thrown.setStackTrace(new StackTraceElement[] {event.caller});
            event.thrown(thrown);
        }
        return event;
    }
}
