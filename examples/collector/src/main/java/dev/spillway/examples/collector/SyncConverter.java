package dev.spillway.examples.collector;

import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how often the log is forced to the disk: {@code os}, which is zero, or 10ms to 1h. */
final class SyncConverter implements ITypeConverter<Duration> {

    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    @Override
    public Duration convert(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        if (text.equals("os")) {
            return Duration.ZERO;
        }
        Duration interval = DurationConverter.parse(text);
        if (interval != null && interval.compareTo(SHORTEST) >= 0 && interval.compareTo(LONGEST) <= 0) {
            return interval;
        }
        throw new TypeConversionException("must be os or an interval from 10ms to 1h, was '" + value + "'");
    }
}
