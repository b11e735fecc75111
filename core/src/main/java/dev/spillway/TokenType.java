package dev.spillway;

import dev.spillway.internal.transport.Token;

/** A token as vendors make them. Never shown. */
final class TokenType implements ValueType<Token> {
    private static final int MAX_LENGTH = 2048;

    @Override
    public Token parse(String text) throws RefusedValueException {
        if (text.length() > MAX_LENGTH) {
            throw new RefusedValueException("is too long");
        }
        if (!text.chars().allMatch(TokenType::isAllowed)) {
            throw new RefusedValueException("has a blank, a quote or another character that would end it");
        }
        return new Token(text);
    }

    /** What neither ends a value or an element of structured data, nor a header. */
    private static boolean isAllowed(int c) {
        return c > ' ' && c <= '~' && c != '"' && c != ']' && c != '\\';
    }

    @Override
    public String allowed() {
        return "a token of up to 2048 letters, digits and signs of ASCII, without blank, quote, backslash and ]";
    }

    @Override
    public String shown(String text) {
        return "****";
    }
}
