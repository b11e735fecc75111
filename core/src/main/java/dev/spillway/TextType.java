package dev.spillway;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.regex.Pattern;

/** Text whose own parser may refuse it. */
final class TextType<T> implements ValueType<T> {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]");
    private static final Pattern SD_ID = Pattern.compile("[!-~&&[^=\\]\"@]]+@\\d+(?:\\.\\d+)*");
    private static final int MAX_LENGTH = 255;
    private static final int MAX_SD_ID = 32;

    private final String allowed;
    private final Parser<T> parser;

    private TextType(String allowed, Parser<T> parser) {
        this.allowed = allowed;
        this.parser = parser;
    }

    /** Any text in one line. */
    static TextType<String> ofLine() {
        return new TextType<>("text of up to 255 characters without control characters", TextType::line);
    }

    /** A time zone's ID. */
    static TextType<ZoneId> ofZone() {
        return new TextType<>("a time zone such as UTC, Europe/Berlin or +02:00", TextType::zone);
    }

    /**
     * A file that is there and can be read.
     *
     * @param kind such as {@code PEM}
     */
    static TextType<Path> ofFile(String kind) {
        return new TextType<>("the path of a " + kind + " file that can be read", TextType::file);
    }

    /** A type of key stores. */
    static TextType<String> ofStoreType() {
        return new TextType<>("a key store type of this JVM such as PKCS12 or JKS", TextType::storeType);
    }

    /** A directory, there or not. */
    static TextType<Path> ofDirectory() {
        return new TextType<>("the path of a directory", TextType::directory);
    }

    /** A port number. */
    static TextType<Integer> ofPort() {
        return new TextType<>("a port from 1 to 65535", DestinationType::port);
    }

    /** An SD-ID of one's own: a name and a private enterprise number (RFC 5424 section 6.3.2). */
    static TextType<String> ofStructuredDataId() {
        return new TextType<>(
                "a name and an enterprise number such as app@32473, in up to 32 characters without spaces",
                TextType::structuredDataId);
    }

    @Override
    public T parse(String text) throws RefusedValueException {
        return parser.parse(text);
    }

    @Override
    public String allowed() {
        return allowed;
    }

    private static String line(String text) throws RefusedValueException {
        if (text.length() > MAX_LENGTH) {
            throw new RefusedValueException("is too long");
        }
        if (CONTROL.matcher(text).find()) {
            throw new RefusedValueException("has a control character");
        }
        return text;
    }

    private static ZoneId zone(String text) throws RefusedValueException {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new RefusedValueException();
        }
    }

    private static Path directory(String text) throws RefusedValueException {
        try {
            return Path.of(line(text)).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new RefusedValueException();
        }
    }

    private static Path file(String text) throws RefusedValueException {
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw new RefusedValueException();
        }
        if (!Files.exists(path)) {
            throw new RefusedValueException("does not exist");
        }
        if (Files.isDirectory(path) || !Files.isReadable(path)) {
            throw new RefusedValueException("cannot be read");
        }
        return path;
    }

    private static String storeType(String text) throws RefusedValueException {
        try {
            return KeyStore.getInstance(text).getType();
        } catch (KeyStoreException e) {
            throw new RefusedValueException();
        }
    }

    private static String structuredDataId(String text) throws RefusedValueException {
        if (text.length() > MAX_SD_ID || !SD_ID.matcher(text).matches()) {
            throw new RefusedValueException();
        }
        return text;
    }

    /** Reads one text. */
    private interface Parser<T> {
        T parse(String text) throws RefusedValueException;
    }
}
