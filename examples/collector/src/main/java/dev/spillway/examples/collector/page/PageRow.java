package dev.spillway.examples.collector.page;

import dev.spillway.examples.collector.store.StoredEvent;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import java.util.List;
import java.util.Locale;

/**
 * An event as the page reads it, as it was sent: the page makes control characters visible.
 *
 * @param time in milliseconds since 1970, as are all times
 * @param message its first 4,000 characters
 * @param length characters of the whole message
 */
record PageRow(
        long id,
        long time,
        long received,
        String host,
        String program,
        String process,
        String severity,
        String message,
        int length) {

    private static final int MOST_CHARACTERS = 4_000;

    static List<PageRow> of(List<StoredEvent> events) {
        return events.stream().map(PageRow::of).toList();
    }

    static PageRow of(StoredEvent event) {
        return of(event, MOST_CHARACTERS);
    }

    /** With the whole message. */
    static PageRow whole(StoredEvent event) {
        return of(event, Integer.MAX_VALUE);
    }

    private static PageRow of(StoredEvent stored, int most) {
        SyslogEvent event = stored.event();
        return new PageRow(
                stored.id(),
                event.time().toEpochMilli(),
                event.received().toEpochMilli(),
                event.host(),
                event.program(),
                event.process(),
                event.severity().name().toLowerCase(Locale.ROOT),
                shortened(event.message(), most),
                event.message().length());
    }

    private static String shortened(String message, int most) {
        if (message.length() <= most) {
            return message;
        }
        boolean splitsPair = Character.isHighSurrogate(message.charAt(most - 1));
        return message.substring(0, splitsPair ? most - 1 : most);
    }
}
