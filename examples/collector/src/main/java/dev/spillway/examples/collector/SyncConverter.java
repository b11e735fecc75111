package dev.spillway.examples.collector;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how often the log is forced to the disk: {@code os}, which is zero, or 10ms to 1h. */
final class SyncConverter implements ITypeConverter<Duration> {

    private static final Pattern INTERVAL = Pattern.compile("(\\d{1,7}) ?(ms|s|min|h)");
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    @Override
    public Duration convert(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        if (text.equals("os")) {
            return Duration.ZERO;
        }
        Matcher interval = INTERVAL.matcher(text);
        if (interval.matches()) {
            Duration duration = duration(Long.parseLong(interval.group(1)), interval.group(2));
            if (duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        }
        throw new TypeConversionException("must be os or an interval from 10ms to 1h, was '" + value + "'");
    }

    private static Duration duration(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "min" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
