package dev.spillway.internal.format;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * The time of an event as the header has it, keeping the text of the last second. Confined to one thread at a time.
 *
 * <p>RFC 5424 section 6.2.3: {@code 2026-11-22T09:08:07.000321Z}, or {@code -} outside the years 0 to 9999. RFC 3164:
 * {@code Nov  2 09:08:07}, local.
 */
final class Timestamp {
    static final int MAX_LENGTH = 27;

    private static final int MICROS = 1_000_000;
    private static final long FIRST_SECOND = -62_167_219_200L;
    private static final long LAST_SECOND = 253_402_300_799L;
    private static final int FRACTION_END = 26;
    private static final byte[] MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable ZoneRules local;
    private final byte[] text = new byte[MAX_LENGTH];
    private int length;
    private long second = Long.MIN_VALUE;

    /** A time for RFC 3164 in a zone, or for RFC 5424 in UTC. */
    Timestamp(@Nullable ZoneRules local) {
        this.local = local;
    }

    /** Takes the time of the next message. */
    void set(long epochMicros) {
        long newSecond = Math.floorDiv(epochMicros, (long) MICROS);
        if (newSecond != second) {
            second = newSecond;
            format(newSecond);
        }
        if (length == MAX_LENGTH) {
            Digits.fillBefore(text, FRACTION_END, 6, (int) (epochMicros - newSecond * MICROS), '0');
        }
    }

    int length() {
        return length;
    }

    /** Writes the time so that it ends before {@code end}; returns where it begins. */
    int writeBefore(byte[] to, int end) {
        System.arraycopy(text, 0, to, end - length, length);
        return end - length;
    }

    private void format(long newSecond) {
        if (local != null) {
            formatLocal(LocalDateTime.ofEpochSecond(newSecond, 0, local.getOffset(Instant.ofEpochSecond(newSecond))));
        } else if (newSecond < FIRST_SECOND || newSecond > LAST_SECOND) {
            text[0] = '-';
            length = 1;
        } else {
            formatUtc(LocalDateTime.ofEpochSecond(newSecond, 0, ZoneOffset.UTC));
        }
    }

    private void formatUtc(LocalDateTime time) {
        Digits.fillBefore(text, 4, 4, time.getYear(), '0');
        text[4] = '-';
        Digits.fillBefore(text, 7, 2, time.getMonthValue(), '0');
        text[7] = '-';
        Digits.fillBefore(text, 10, 2, time.getDayOfMonth(), '0');
        text[10] = 'T';
        clock(11, time);
        text[19] = '.';
        text[FRACTION_END] = 'Z';
        length = MAX_LENGTH;
    }

    private void formatLocal(LocalDateTime time) {
        System.arraycopy(MONTHS, 3 * (time.getMonthValue() - 1), text, 0, 3);
        text[3] = ' ';
        Digits.fillBefore(text, 6, 2, time.getDayOfMonth(), ' ');
        text[6] = ' ';
        clock(7, time);
        length = 15;
    }

    private void clock(int at, LocalDateTime time) {
        Digits.fillBefore(text, at + 2, 2, time.getHour(), '0');
        text[at + 2] = ':';
        Digits.fillBefore(text, at + 5, 2, time.getMinute(), '0');
        text[at + 5] = ':';
        Digits.fillBefore(text, at + 8, 2, time.getSecond(), '0');
    }
}
