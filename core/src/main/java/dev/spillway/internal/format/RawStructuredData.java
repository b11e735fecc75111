package dev.spillway.internal.format;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The elements of the option {@code structuredData}, which every message carries as they were given. */
final class RawStructuredData {
    private static final String NAME = "[!-~&&[^=\\]\"]]++";
    private static final String PLAIN = "[^\"\\\\\\]\\p{Cc}\\p{Cs}\u2028\u2029]*+";
    private static final String VALUE = PLAIN + "(?:\\\\[!-~]" + PLAIN + ")*+";
    private static final Pattern ELEMENT = Pattern.compile("\\[(" + NAME + ")(?: " + NAME + "=\"" + VALUE + "\")*+\\]");

    private RawStructuredData() {}

    /**
     * Checks the elements (RFC 5424 section 6.3, except for the length of names).
     *
     * @param given null or blank for none
     * @param ownIds SD-IDs that Spillway writes itself, which may not occur twice
     * @return their bytes
     * @throws IllegalArgumentException if they are no such elements
     */
    static byte[] check(@Nullable String given, Set<String> ownIds) {
        String elements = given == null ? "" : given.strip();
        Set<String> ids = new HashSet<>(ownIds);
        Matcher element = ELEMENT.matcher(elements);
        int at = 0;
        while (at < elements.length()) {
            element.region(at, elements.length());
            if (!element.lookingAt()) {
                throw new IllegalArgumentException("structuredData must be one or more elements such as"
                        + " [tags@32473 env=\"prod\"] without spaces between, but is not from its character "
                        + (at + 1) + " on");
            }
            String id = element.group(1);
            if (!ids.add(id)) {
                throw new IllegalArgumentException("structuredData must not repeat an id, but the one at its character "
                        + (at + 2) + " is there twice or taken by Spillway itself (see structuredDataId)");
            }
            at = element.end();
        }
        return elements.getBytes(StandardCharsets.UTF_8);
    }
}
