package dev.spillway;

import java.util.regex.Pattern;

/** Makes text from a configuration fit to appear in a message. */
final class ShownText {
    private static final int MAX_LENGTH = 100;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");
    /** Long runs of the characters that tokens are made of; words and numbers of a mistyped value are shorter. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9+/=_.~:-]{16,}");

    private ShownText() {}

    /** The text in one line, cut after 100 characters. */
    static String of(String text) {
        String cut = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...";
        return CONTROL.matcher(cut).replaceAll("?");
    }

    /** As {@link #of}, with everything blotted out that could be a token. */
    static String withoutTokens(String text) {
        return of(TOKEN.matcher(text).replaceAll("****"));
    }
}
