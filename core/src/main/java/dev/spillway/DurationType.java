package dev.spillway;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time span with its unit, such as {@code 5s}, {@code 5 seconds}, {@code 0.5 min} or {@code PT5S} (ISO 8601). */
final class DurationType implements ValueType<Duration> {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*([A-Za-z]*)");
    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);

    private final String range;
    private final Duration min;
    private final Duration max;

    /**
     * Durations of a range.
     *
     * @param min the shortest, as an option has it
     * @param max the longest, as an option has it
     */
    DurationType(String min, String max) {
        this.range = "from " + min + " to " + max;
        try {
            this.min = read(min);
            this.max = read(max);
        } catch (RefusedValueException e) {
            throw new IllegalArgumentException(range, e);
        }
    }

    @Override
    public Duration parse(String text) throws RefusedValueException {
        Duration value = read(text);
        if (value.compareTo(min) < 0) {
            throw new RefusedValueException("is too short");
        }
        if (value.compareTo(max) > 0) {
            throw new RefusedValueException("is too long");
        }
        return value;
    }

    @Override
    public String allowed() {
        return "a duration " + range + " such as 5s, 5 seconds or PT5S";
    }

    private static Duration read(String text) throws RefusedValueException {
        if (text.regionMatches(true, 0, "P", 0, 1)) {
            return readIso(text);
        }
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            throw new RefusedValueException();
        }
        BigDecimal seconds = new BigDecimal(amount.group(1)).multiply(secondsIn(amount.group(2)));
        BigDecimal[] parts = seconds.divideAndRemainder(BigDecimal.ONE);
        return Duration.ofSeconds(
                parts[0].longValue(), parts[1].multiply(NANOS_PER_SECOND).longValue());
    }

    private static Duration readIso(String text) throws RefusedValueException {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new RefusedValueException();
        }
    }

    private static BigDecimal secondsIn(String unit) throws RefusedValueException {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "ms", "milli", "millis", "millisecond", "milliseconds" -> new BigDecimal("0.001");
            case "s", "sec", "second", "seconds" -> BigDecimal.ONE;
            case "m", "min", "minute", "minutes" -> BigDecimal.valueOf(60);
            case "h", "hour", "hours" -> BigDecimal.valueOf(3_600);
            case "d", "day", "days" -> BigDecimal.valueOf(86_400);
            case "" -> throw new RefusedValueException("has no unit");
            default -> throw new RefusedValueException();
        };
    }
}
