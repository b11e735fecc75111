package dev.spillway.examples.collector.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.spillway.examples.collector.console.VisibleText;
import dev.spillway.examples.collector.store.StoredEvent;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Events as the page reads them: JSON with short names, control characters visible, very long messages shortened. */
final class PageEvents {

    private static final int MAX_MESSAGE_CHARACTERS = 16_000;
    private static final char ESCAPE = 0x1b;

    private final ObjectMapper json = new ObjectMapper();

    String toJson(LatestEvents.Slice slice) throws JsonProcessingException {
        return json.writeValueAsString(new Batch(
                slice.skipped(),
                slice.received(),
                slice.events().stream().map(PageEvents::row).toList()));
    }

    static Row row(StoredEvent stored) {
        return row(stored, shortened(stored.event().message()));
    }

    private static Row row(StoredEvent stored, String message) {
        SyslogEvent event = stored.event();
        return new Row(
                stored.id(),
                event.time().toEpochMilli(),
                event.received().toEpochMilli(),
                VisibleText.of(event.host()),
                VisibleText.of(event.program()),
                VisibleText.of(event.process()),
                event.severity().name().toLowerCase(Locale.ROOT),
                VisibleText.of(message),
                message.indexOf(ESCAPE) < 0 ? null : message);
    }

    /** As long as it was sent. */
    static Row wholeRow(StoredEvent stored) {
        return row(stored, stored.event().message());
    }

    private static String shortened(String message) {
        if (message.length() <= MAX_MESSAGE_CHARACTERS) {
            return message;
        }
        boolean splitsPair = Character.isHighSurrogate(message.charAt(MAX_MESSAGE_CHARACTERS - 1));
        int kept = splitsPair ? MAX_MESSAGE_CHARACTERS - 1 : MAX_MESSAGE_CHARACTERS;
        return message.substring(0, kept) + " [" + (message.length() - kept) + " more characters]";
    }

    /**
     * One server-sent event's data.
     *
     * @param skipped events that were forgotten before this browser could read them
     * @param total events received since the collector started, up to now
     */
    record Batch(long skipped, long total, List<Row> events) {}

    /**
     * One event.
     *
     * @param id its place in the log
     * @param message with its control characters made visible
     * @param raw the message as it was sent, if it has an escape character, which may begin a colour; else null
     */
    record Row(
            long id,
            long time,
            long received,
            String host,
            String program,
            String process,
            String severity,
            String message,
            @Nullable String raw) {}
}
