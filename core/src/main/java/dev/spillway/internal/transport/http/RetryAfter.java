package dev.spillway.internal.transport.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How long an endpoint asks to be left alone: seconds or a date (RFC 9110 section 10.2.3). */
public final class RetryAfter {
    /** Nobody is believed for longer: logs would pile up because of a typing error. */
    static final long MOST_NANOS = 3_600_000_000_000L;

    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int MOST_DIGITS = 9;

    private RetryAfter() {}

    /**
     * The wait that a header field asks for, in nanoseconds, at most an hour; 0 if it asks for none or makes no sense.
     *
     * @param dateMillis when the answer was written, by the clock that the field goes by
     */
    public static long nanos(@Nullable String field, long dateMillis) {
        if (field == null) {
            return 0;
        }
        String text = field.strip();
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return text.length() > MOST_DIGITS ? MOST_NANOS : bounded(Long.parseLong(text) * 1_000);
        }
        Long millis = millisOf(text);
        return millis == null ? 0 : bounded(millis - dateMillis);
    }

    /** The time of an HTTP date; null if it is none. */
    static @Nullable Long millisOf(@Nullable String date) {
        try {
            return date == null
                    ? null
                    : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip()))
                            .toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static long bounded(long millis) {
        return Math.max(0, Math.min(millis, MOST_NANOS / NANOS_PER_MILLI)) * NANOS_PER_MILLI;
    }
}
