package dev.spillway.examples.collector;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a size in bytes from the command line: 1MB to 9999GB. */
final class SizeConverter implements ITypeConverter<Long> {

    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,3}) ?(mb|gb)");
    private static final long MEGABYTE = 1024L * 1024;

    @Override
    public Long convert(String value) {
        Matcher size = SIZE.matcher(value.strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new TypeConversionException("must be from 1MB to 9999GB, such as 500MB or 2GB, was '" + value + "'");
        }
        return Long.parseLong(size.group(1)) * (size.group(2).equals("gb") ? 1024 * MEGABYTE : MEGABYTE);
    }
}
