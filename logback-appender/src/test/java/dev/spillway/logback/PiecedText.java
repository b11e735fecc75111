package dev.spillway.logback;

import dev.spillway.ConstantText;
import dev.spillway.TextOutput;
import java.util.ArrayList;
import java.util.List;

/** Collects a text that is written piece by piece. */
final class PiecedText implements TextOutput {
    private final List<String> pieces = new ArrayList<>();

    List<String> pieces() {
        return pieces;
    }

    /** Whether half a character is at an end of a piece, which could find its partner in another one. */
    static boolean isTorn(String piece) {
        return !piece.isEmpty()
                && (Character.isLowSurrogate(piece.charAt(0))
                        || Character.isHighSurrogate(piece.charAt(piece.length() - 1)));
    }

    @Override
    public void append(ConstantText text) {
        pieces.add(text.toString());
    }

    @Override
    public void append(String text) {
        pieces.add(text);
    }

    @Override
    public void append(char character) {
        pieces.add(String.valueOf(character));
    }

    @Override
    public void append(long number) {
        pieces.add(String.valueOf(number));
    }

    @Override
    public void append(double number) {
        pieces.add(String.valueOf(number));
    }

    @Override
    public void append(float number) {
        pieces.add(String.valueOf(number));
    }

    @Override
    public String toString() {
        return String.join("", pieces);
    }
}
