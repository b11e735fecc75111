package dev.spillway.internal.format;

import dev.spillway.internal.format.FormatSettings.Field;
import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.format.FormatSettings.Multiline;
import dev.spillway.internal.format.FormatSettings.Oversize;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;

/** Settings to begin a test with, and encoders for them. */
final class TestSettings {
    Format format = Format.RFC5424;
    int facility = 1;
    String hostname = "web-1.example.com";
    String appName = "album";
    String procId = "4711";
    String messageId;
    ZoneId timeZone = ZoneOffset.UTC;
    int maxMessageSize = 8192;
    Oversize oversize = Oversize.SPLIT;
    Multiline multiline = Multiline.KEEP;
    String structuredDataId = "app@32473";
    Set<Field> fields = EnumSet.allOf(Field.class);
    String structuredData;
    Set<String> mdcIncludes;
    Set<String> mdcExcludes = Set.of();
    boolean includeCallerData;
    int firstSequenceId = 1;

    static TestSettings rfc3164() {
        TestSettings settings = new TestSettings();
        settings.format = Format.RFC3164;
        return settings;
    }

    FormatSettings build() {
        return new FormatSettings(
                format,
                facility,
                hostname,
                appName,
                procId,
                messageId,
                timeZone,
                maxMessageSize,
                oversize,
                multiline,
                structuredDataId,
                fields,
                structuredData,
                mdcIncludes,
                mdcExcludes,
                includeCallerData);
    }

    EventEncoders encoders() {
        return new EventEncoders(build(), new SequenceIds(firstSequenceId));
    }

    /** Encodes one event with encoders of its own. */
    Messages encode(TestEvent event) {
        Messages messages = new Messages();
        messages.outcome = encoders().encode(event.reader(), event, messages);
        return messages;
    }

    /** The only message of an event, parsed as RFC 5424. */
    Rfc5424Parser.Message encodeOne(TestEvent event) {
        return Rfc5424Parser.parse(encode(event).only().bytes());
    }
}
