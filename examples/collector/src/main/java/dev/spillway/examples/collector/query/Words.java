package dev.spillway.examples.collector.query;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into the words by which it is found: runs of letters and digits in lower case, of 64 characters at most.
 * Scripts that put no space between words, and Hangul with its endings, are cut into overlapping pairs of letters
 * instead, so that any part of such a run is found. Terminal colours are passed over. Confined to one thread; may be used again for another text.
 */
public final class Words {

    private static final int LONGEST = 64;
    private static final int ESCAPE = 0x1b;

    private String text = "";
    private int position;
    private int start;
    private final StringBuilder word = new StringBuilder();

    /** The words of a text. */
    public static List<String> of(String text) {
        Words words = new Words();
        words.reset(text);
        List<String> found = new ArrayList<>();
        while (words.next()) {
            found.add(words.word().toString());
        }
        return found;
    }

    /** Begins with another text. */
    public void reset(String next) {
        text = next;
        position = 0;
    }

    /** The word that {@link #next} found, until it is called again. */
    public CharSequence word() {
        return word;
    }

    /** Index of the word's first character. */
    public int start() {
        return start;
    }

    /** Index behind the word's last character. */
    public int end() {
        return start + word.length();
    }

    /** Moves to the next word; false at the end. */
    public boolean next() {
        word.setLength(0);
        while (position < text.length()) {
            int letter = text.codePointAt(position);
            if (isLetter(letter)) {
                start = position;
                return isPaired(letter) ? takePair(letter) : takeRun();
            }
            position = letter == ESCAPE ? endOfEscape() : position + Character.charCount(letter);
        }
        return false;
    }

    /** Colours, such as {@code ESC [ 31 m} before a word, are no part of it (ECMA-48 section 5.4). */
    private int endOfEscape() {
        int end = position + 1;
        if (end == text.length() || text.charAt(end) != '[') {
            return end;
        }
        end++;
        while (end < text.length() && text.charAt(end) >= ' ' && text.charAt(end) <= '?') {
            end++;
        }
        return Math.min(end + 1, text.length());
    }

    private boolean takeRun() {
        while (position < text.length() && word.length() < LONGEST) {
            int letter = text.codePointAt(position);
            if (!isLetter(letter) || isPaired(letter)) {
                break;
            }
            append(letter);
            position += Character.charCount(letter);
        }
        return true;
    }

    /** Takes two letters and stays at the second; a run's last letter alone is no word, unless it is the only one. */
    private boolean takePair(int first) {
        boolean begins = position == 0 || !isPaired(text.codePointBefore(position));
        int second = position + Character.charCount(first);
        boolean hasSecond = second < text.length() && isPaired(text.codePointAt(second));
        position = second;
        if (!hasSecond && !begins) {
            word.setLength(0);
            return next();
        }
        append(first);
        if (hasSecond) {
            append(text.codePointAt(second));
        }
        return true;
    }

    private void append(int letter) {
        int lower = Character.toLowerCase(letter);
        // Where lower case needs another number of characters, the letter stays, so that places in the text hold.
        word.appendCodePoint(Character.charCount(lower) == Character.charCount(letter) ? lower : letter);
    }

    private static boolean isLetter(int c) {
        if (c < 128) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        }
        return Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    private static boolean isPaired(int c) {
        if (c < 0x1100) {
            return false;
        }
        UnicodeScript script = UnicodeScript.of(c);
        return isLetter(c)
                && (script == UnicodeScript.HANGUL
                        || script == UnicodeScript.HAN
                        || script == UnicodeScript.HIRAGANA
                        || script == UnicodeScript.KATAKANA
                        || script == UnicodeScript.THAI);
    }

    /** Whether the last word is of a script that is cut into pairs, so that what it begins is found anyway. */
    static boolean endsInPair(List<String> words) {
        return isPaired(words.get(words.size() - 1).codePointAt(0));
    }

    /** Whether the last word is a single letter of such a script, which stands in the index in pairs only. */
    static boolean endsInSingle(List<String> words) {
        String last = words.get(words.size() - 1);
        return endsInPair(words) && last.codePointCount(0, last.length()) == 1;
    }
}
