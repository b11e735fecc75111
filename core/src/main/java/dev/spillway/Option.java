package dev.spillway;

import org.jspecify.annotations.Nullable;

/**
 * An option of the engine.
 *
 * @param <T> the type of its value
 */
final class Option<T> {
    /** How an option that can be none is set to it. */
    private static final String NONE = "none";

    private final String name;
    private final ValueType<T> type;
    private final String defaultText;
    private final @Nullable T defaultValue;
    private final @Nullable T emptyValue;
    private final String meaning;

    private Option(
            String name,
            ValueType<T> type,
            String defaultText,
            @Nullable T defaultValue,
            @Nullable T emptyValue,
            String meaning) {
        this.name = name;
        this.type = type;
        this.defaultText = defaultText;
        this.defaultValue = defaultValue;
        this.emptyValue = emptyValue;
        this.meaning = meaning;
    }

    /** An option whose default is one of its values. */
    static <T> Option<T> of(String name, ValueType<T> type, String defaultText, String meaning) {
        return new Option<>(name, type, defaultText, parseDefault(name, type, defaultText), null, meaning);
    }

    /** An option that is null while unset; the words say what that means. */
    static <T> Option<T> unset(String name, ValueType<T> type, String defaultWords, String meaning) {
        return new Option<>(name, type, defaultWords, null, null, meaning);
    }

    /** An option whose default is one of its values, and where an empty text is a value too: none. */
    static <T> Option<T> orEmpty(String name, ValueType<T> type, String defaultText, T emptyValue, String meaning) {
        return new Option<>(name, type, defaultText, parseDefault(name, type, defaultText), emptyValue, meaning);
    }

    String name() {
        return name;
    }

    /** The default as the documentation has it. */
    String defaultText() {
        return defaultText;
    }

    /** The value while unset; null if that depends on something else, or is none. */
    @Nullable T defaultValue() {
        return defaultValue;
    }

    /** What it does, in a line. */
    String meaning() {
        return meaning;
    }

    /** What it may be, in words that follow "allowed is". */
    String allowed() {
        return type.allowed() + (emptyValue == null ? "" : ", or " + NONE);
    }

    /** Whether it can be none, so that an empty text is a value and does not unset it. */
    boolean mayBeEmpty() {
        return emptyValue != null;
    }

    /**
     * Empty for a text that is the word for none. Not every front end passes an empty text on: Logback sets nothing for an
     * empty XML element.
     */
    String withoutWordForNone(String text) {
        return mayBeEmpty() && text.equalsIgnoreCase(NONE) ? "" : text;
    }

    /** What stands between two of its values; null if a later value replaces an earlier one. */
    @Nullable String separator() {
        return type.separator();
    }

    /**
     * The value of a text.
     *
     * @param spelling the name that the user chose, this option's or an alias, for the message
     * @throws IllegalArgumentException if the text is not allowed
     */
    T parse(String spelling, String text) {
        if (emptyValue != null && text.isEmpty()) {
            return emptyValue;
        }
        try {
            return type.parse(text);
        } catch (RefusedValueException e) {
            throw Refusal.of(spelling, shown(text), e.clause(), allowed());
        }
    }

    /** The text as a message may show it. */
    String shown(String text) {
        return type.shown(text);
    }

    @Override
    public String toString() {
        return name;
    }

    private static <T> T parseDefault(String name, ValueType<T> type, String text) {
        try {
            return type.parse(text);
        } catch (RefusedValueException e) {
            throw new IllegalStateException(name + " has no valid default", e);
        }
    }
}
