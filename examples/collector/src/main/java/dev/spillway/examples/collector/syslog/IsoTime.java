package dev.spillway.examples.collector.syslog;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads the timestamps of RFC 3339, as RFC 5424 section 6.2.3 and many RFC 3164 senders write them. By hand, since
 * the general parser of the JDK would cost more than all the rest of a message.
 */
final class IsoTime {

    private static final int DATE_AND_TIME = "2003-10-11T22:14:15".length();
    private static final int NANO_DIGITS = 9;

    private IsoTime() {}

    /** Reads a timestamp that a space or the end follows and moves behind it, or returns null and stays. */
    static @Nullable Instant read(Cursor cursor) {
        if (cursor.peek(4) != '-' || cursor.peek(7) != '-' || cursor.peek(13) != ':' || cursor.peek(16) != ':') {
            return null;
        }
        char separator = cursor.peek(10);
        if (separator != 'T' && separator != 't') {
            return null;
        }
        int start = cursor.position;
        Instant time = readFields(cursor);
        if (time == null || !(cursor.atEnd() || cursor.peek(0) == ' ')) {
            cursor.position = start;
            return null;
        }
        return time;
    }

    private static @Nullable Instant readFields(Cursor cursor) {
        int year = cursor.digits(0, 4);
        int month = cursor.digits(5, 2);
        int day = cursor.digits(8, 2);
        int hour = cursor.digits(11, 2);
        int minute = cursor.digits(14, 2);
        int second = cursor.digits(17, 2);
        if ((year | month | day | hour | minute | second) < 0) {
            return null;
        }
        cursor.position += DATE_AND_TIME;
        int nanos = readFraction(cursor);
        try {
            LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, second, nanos);
            ZoneOffset offset = readOffset(cursor);
            return offset == null ? null : local.toInstant(offset);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Reads {@code .123456} as nanoseconds; digits beyond the ninth are passed over. */
    static int readFraction(Cursor cursor) {
        if (cursor.peek(0) != '.' || !Cursor.isDigit(cursor.peek(1))) {
            return 0;
        }
        cursor.position++;
        int nanos = 0;
        int digits = 0;
        for (; Cursor.isDigit(cursor.peek(0)); cursor.position++) {
            if (digits < NANO_DIGITS) {
                nanos = nanos * 10 + (cursor.peek(0) - '0');
                digits++;
            }
        }
        for (; digits < NANO_DIGITS; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static @Nullable ZoneOffset readOffset(Cursor cursor) {
        char sign = cursor.peek(0);
        if (sign == 'Z' || sign == 'z') {
            cursor.position++;
            return ZoneOffset.UTC;
        }
        if (sign != '+' && sign != '-') {
            return null;
        }
        int hours = cursor.digits(1, 2);
        int minutesAt = cursor.peek(3) == ':' ? 4 : 3;
        int minutes = cursor.digits(minutesAt, 2);
        if ((hours | minutes) < 0) {
            return null;
        }
        cursor.position += minutesAt + 2;
        return sign == '+' ? ZoneOffset.ofHoursMinutes(hours, minutes) : ZoneOffset.ofHoursMinutes(-hours, -minutes);
    }
}
