package dev.spillway;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes such as {@code 8192}, {@code 64KB} or {@code 16 MB}; units are multiples of 1024. */
final class SizeType implements ValueType<Long> {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]*)");

    private final String allowed;
    private final long min;
    private final long max;

    /**
     * Sizes of a range.
     *
     * @param min the smallest, as an option has it
     * @param max the largest, as an option has it
     * @param examples some of the range
     */
    SizeType(String min, String max, String examples) {
        this.allowed = "a size from " + min + " to " + max + " such as " + examples;
        try {
            this.min = read(min);
            this.max = read(max);
        } catch (RefusedValueException e) {
            throw new IllegalArgumentException(allowed, e);
        }
    }

    @Override
    public Long parse(String text) throws RefusedValueException {
        long value = read(text);
        if (value < min) {
            throw new RefusedValueException("is too small");
        }
        if (value > max) {
            throw new RefusedValueException("is too large");
        }
        return value;
    }

    @Override
    public String allowed() {
        return allowed;
    }

    /** The number of bytes of any size, whatever its range. */
    static long read(String text) throws RefusedValueException {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            throw new RefusedValueException();
        }
        long number = Long.parseLong(amount.group(1));
        long unit = bytesIn(amount.group(2));
        if (number > Long.MAX_VALUE / unit) {
            throw new RefusedValueException("is too large");
        }
        return number * unit;
    }

    /** A number of bytes in the largest unit that divides it, as an option would have it. */
    static String shown(long bytes) {
        if (bytes > 0 && bytes % (1L << 30) == 0) {
            return (bytes >> 30) + "GB";
        }
        if (bytes > 0 && bytes % (1L << 20) == 0) {
            return (bytes >> 20) + "MB";
        }
        if (bytes > 0 && bytes % (1L << 10) == 0) {
            return (bytes >> 10) + "KB";
        }
        return bytes + " bytes";
    }

    private static long bytesIn(String unit) throws RefusedValueException {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "", "b", "byte", "bytes" -> 1;
            case "k", "kb", "kib" -> 1L << 10;
            case "m", "mb", "mib" -> 1L << 20;
            case "g", "gb", "gib" -> 1L << 30;
            default -> throw new RefusedValueException();
        };
    }
}
