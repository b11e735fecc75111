package dev.spillway.examples.collector;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration from the command line: 1min to 3650d. */
final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,7}) ?(ms|s|min|h|d)");
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(3650);

    @Override
    public Duration convert(String value) {
        Duration duration = parse(value);
        if (duration == null || duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new TypeConversionException("must be from 1min to 3650d, such as 48h, was '" + value + "'");
        }
        return duration;
    }

    /** A number with its unit, or null if it is something else. */
    static @Nullable Duration parse(String value) {
        Matcher duration = DURATION.matcher(value.strip().toLowerCase(Locale.ROOT));
        if (!duration.matches()) {
            return null;
        }
        long number = Long.parseLong(duration.group(1));
        return switch (duration.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
