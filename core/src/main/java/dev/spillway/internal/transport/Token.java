package dev.spillway.internal.transport;

/**
 * The secret that an endpoint knows its user by. Texts say where it goes by {@link #PLACE}; they may be shown, and only
 * {@link #fill} puts the secret there. Equal to another one of the same value.
 */
public final class Token {
    /** What stands for the token in a text. */
    public static final String PLACE = "{token}";

    private final String value;

    /** @param value what the endpoint knows, in printable ASCII */
    public Token(String value) {
        this.value = value;
    }

    /** Whether a text has a place for a token. */
    public static boolean isIn(String text) {
        return text.contains(PLACE);
    }

    /** The text with the token in its place. The result is a secret. */
    public String fill(String text) {
        return text.replace(PLACE, value);
    }

    /** A text, such as an answer, with the token's place where the token was. */
    public String hide(String text) {
        return text.replace(value, PLACE);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Token token && token.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Never the value. */
    @Override
    public String toString() {
        return "****";
    }
}
