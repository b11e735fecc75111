package dev.spillway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of the buffer: a percentage of it, or a size. */
final class ReserveType implements ValueType<ReserveType.Reserve> {
    private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,3})\\s*%");
    private static final int MAX_PERCENT = 50;

    @Override
    public Reserve parse(String text) throws RefusedValueException {
        Matcher percentage = PERCENTAGE.matcher(text);
        if (!percentage.matches()) {
            return new Reserve(0, SizeType.read(text));
        }
        int percent = Integer.parseInt(percentage.group(1));
        if (percent > MAX_PERCENT) {
            throw new RefusedValueException("is too large");
        }
        return new Reserve(percent, 0);
    }

    @Override
    public String allowed() {
        return "a percentage of the buffer from 0% to 50%, or a size up to half of it, such as 10% or 1MB";
    }

    /**
     * A part of the buffer, as the sum of two of which one is 0.
     *
     * @param percent of the buffer
     * @param bytes whatever the buffer's size
     */
    record Reserve(int percent, long bytes) {

        /** Its bytes in a buffer. */
        long in(long bufferBytes) {
            return bufferBytes / 100 * percent + bytes;
        }
    }
}
