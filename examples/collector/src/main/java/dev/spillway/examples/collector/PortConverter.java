package dev.spillway.examples.collector;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port from the command line: 0 to 65535. */
final class PortConverter implements ITypeConverter<Integer> {

    private static final int HIGHEST_PORT = 65_535;

    @Override
    public Integer convert(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw notAPort(value);
        }
        throw notAPort(value);
    }

    private static TypeConversionException notAPort(String value) {
        return new TypeConversionException("must be a port between 0 and " + HIGHEST_PORT + ", was '" + value + "'");
    }
}
