package dev.spillway.examples.album.store;

import java.util.regex.Pattern;

/** Makes what people type, or what their files are called, fit to be a title. */
public final class Titles {

    /** The longest title, in characters. */
    public static final int MAX_LENGTH = 80;

    // Format characters include the bidirectional overrides, which can make a title read as another one.
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]+");
    private static final Pattern BLANKS = Pattern.compile("[\\p{Z}\\s]+");
    private static final Pattern FOLDERS = Pattern.compile("(?s).*[/\\\\]");
    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");

    private Titles() {}

    /** Returns the text without control characters and needless blanks, cut to {@link #MAX_LENGTH}; may be empty. */
    public static String clean(String text) {
        String shown = BLANKS.matcher(UNFIT.matcher(text).replaceAll(" "))
                .replaceAll(" ")
                .strip();
        if (shown.length() <= MAX_LENGTH) {
            return shown;
        }
        int end = Character.isHighSurrogate(shown.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return shown.substring(0, end).strip();
    }

    /** Returns a title drawn from a file's name: no folders, no extension; {@code fallback} when nothing is left. */
    public static String fromFileName(String fileName, String fallback) {
        String name = FOLDERS.matcher(fileName).replaceFirst("");
        String title = clean(EXTENSION.matcher(name).replaceFirst("").replace('_', ' '));
        return title.isEmpty() || title.chars().allMatch(c -> c == '.') ? fallback : title;
    }
}
