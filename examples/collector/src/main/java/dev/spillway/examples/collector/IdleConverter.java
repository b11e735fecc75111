package dev.spillway.examples.collector;

import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads how long a connection may be silent: {@code off}, which is zero, or 10s to 24h. */
final class IdleConverter implements ITypeConverter<Duration> {

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(24);

    @Override
    public Duration convert(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        if (text.equals("off")) {
            return Duration.ZERO;
        }
        Duration idle = DurationConverter.parse(text);
        if (idle != null && idle.compareTo(SHORTEST) >= 0 && idle.compareTo(LONGEST) <= 0) {
            return idle;
        }
        throw new TypeConversionException("must be off or from 10s to 24h, such as 15min, was '" + value + "'");
    }
}
