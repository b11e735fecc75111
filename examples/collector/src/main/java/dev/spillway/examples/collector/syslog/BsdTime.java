package dev.spillway.examples.collector.syslog;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Reads the timestamps of RFC 3164 section 4.1.2, {@code Mmm dd hh:mm:ss}, and two forms seen beside it: with a year
 * before the hour, and with a fraction of a second.
 */
final class BsdTime {

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);
    private static final int NO_YEAR = -1;

    private BsdTime() {}

    /**
     * Reads a timestamp that a space, a colon or the end follows and moves behind it, or returns null and stays.
     * Where there is no year, it is the latest that puts the time no more than a day after {@code now}.
     */
    static @Nullable Instant read(Cursor cursor, Instant now, ZoneId zone) {
        int month = readMonth(cursor);
        if (month == 0) {
            return null;
        }
        int start = cursor.position;
        Instant time = readBehindMonth(cursor, month, now, zone);
        if (time == null) {
            cursor.position = start;
        }
        return time;
    }

    private static int readMonth(Cursor cursor) {
        if (cursor.peek(3) != ' ') {
            return 0;
        }
        for (int i = 0; i < MONTHS.length(); i += 3) {
            if (cursor.text.regionMatches(cursor.position, MONTHS, i, 3)) {
                return i / 3 + 1;
            }
        }
        return 0;
    }

    private static @Nullable Instant readBehindMonth(Cursor cursor, int month, Instant now, ZoneId zone) {
        cursor.position += 4;
        cursor.skipSpaces();
        int dayDigits = Cursor.isDigit(cursor.peek(1)) ? 2 : 1;
        int day = cursor.digits(0, dayDigits);
        if (day < 1 || cursor.peek(dayDigits) != ' ') {
            return null;
        }
        cursor.position += dayDigits + 1;
        int year = NO_YEAR;
        if (cursor.peek(4) == ' ' && cursor.digits(0, 4) > 0) {
            year = cursor.digits(0, 4);
            cursor.position += 5;
        }
        int hour = cursor.digits(0, 2);
        int minute = cursor.digits(3, 2);
        int second = cursor.digits(6, 2);
        if ((hour | minute | second) < 0 || cursor.peek(2) != ':' || cursor.peek(5) != ':') {
            return null;
        }
        cursor.position += "hh:mm:ss".length();
        int nanos = IsoTime.readFraction(cursor);
        char next = cursor.peek(0);
        if (next != ' ' && next != ':' && !cursor.atEnd()) {
            return null;
        }
        try {
            return inYear(year, LocalDateTime.of(2000, month, day, hour, minute, second, nanos), now, zone);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant inYear(int year, LocalDateTime time, Instant now, ZoneId zone) {
        if (year != NO_YEAR) {
            return time.withYear(year).atZone(zone).toInstant();
        }
        Instant latest = now.plus(CLOCK_TOLERANCE);
        int candidate = now.atZone(zone).getYear() + 1;
        Instant guess = time.withYear(candidate).atZone(zone).toInstant();
        while (guess.isAfter(latest)) {
            candidate--;
            guess = time.withYear(candidate).atZone(zone).toInstant();
        }
        return guess;
    }
}
