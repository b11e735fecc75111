package dev.spillway.examples.collector.api;

import dev.spillway.examples.collector.query.Levels;
import dev.spillway.examples.collector.store.StoredEvent;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** An event as Papertrail's API writes it; the names in JSON are these in snake case. */
record EventRow(
        long id,
        String generatedAt,
        String receivedAt,
        String displayReceivedAt,
        String sourceIp,
        String sourceName,
        long sourceId,
        String hostname,
        String program,
        String severity,
        String facility,
        String message) {

    private static final DateTimeFormatter DISPLAY = DateTimeFormatter.ofPattern("MMM dd HH:mm:ss", Locale.ENGLISH);

    static EventRow of(StoredEvent stored, ZoneId zone) {
        SyslogEvent event = stored.event();
        return new EventRow(
                stored.id(),
                text(event.time(), zone),
                text(event.received(), zone),
                DISPLAY.format(event.received().atZone(zone)),
                stored.sender(),
                event.host(),
                Systems.idOf(event.host()),
                event.host(),
                event.program(),
                Levels.SEVERITIES.get(event.severity().ordinal()),
                Levels.FACILITIES.get(event.facility()),
                event.message());
    }

    /** To the second, with an offset from UTC, as {@code 2011-05-18T20:30:02-07:00}. */
    static String text(Instant time, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone).truncatedTo(ChronoUnit.SECONDS);
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local);
    }
}
