package dev.spillway.internal.format;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Names that syslog restricts in characters and length, made of whatever the user gave. */
final class SafeNames {
    private static final int TAG_LENGTH = 32;

    private SafeNames() {}

    /** A field of the header (RFC 5424 section 6.2): PRINTUSASCII, others as {@code ?}, empty as {@code -}. */
    static String headerField(@Nullable String given, int maxLength) {
        String safe = replace(given, c -> c > ' ' && c <= '~', '?', maxLength);
        return safe.isEmpty() ? "-" : safe;
    }

    /** The TAG or the pid of RFC 3164: letters, digits and {@code . _ - /}, others as {@code _}. */
    static String tag(@Nullable String given) {
        return replace(given, SafeNames::isTagCharacter, '_', TAG_LENGTH);
    }

    /** SD-ID (RFC 5424 section 6.3.2) in its characters; its length stays, since some vendors' tokens exceed 32. */
    static String elementId(String given) {
        return replace(given, SafeNames::isNameCharacter, '_', Integer.MAX_VALUE);
    }

    /** Whether a character may stand in an SD-NAME (RFC 5424 section 6). */
    static boolean isNameCharacter(int c) {
        return c > ' ' && c <= '~' && c != '=' && c != ']' && c != '"';
    }

    private static boolean isTagCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-'
                || c == '/';
    }

    private static String replace(@Nullable String given, IntPredicate allowed, char substitute, int maxLength) {
        if (given == null) {
            return "";
        }
        StringBuilder safe = new StringBuilder();
        given.strip().codePoints().limit(maxLength).forEach(c -> safe.append(allowed.test(c) ? (char) c : substitute));
        return safe.toString();
    }
}
