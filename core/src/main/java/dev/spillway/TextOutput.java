package dev.spillway;

/**
 * Takes the text of an event piece by piece, where it is written; see {@link EventReader#writeMessage}. No character may
 * be shared between pieces: a surrogate at the end of one does not find its partner in the next. Valid until the call
 * that passes it returns; for one thread.
 */
public interface TextOutput {

    /** Takes a text that is logged again and again. */
    void append(ConstantText text);

    /** Takes a text. */
    void append(String text);

    /** Takes a character. */
    void append(char character);

    /** Takes a number, as {@link Long#toString(long)} writes it. */
    void append(long number);

    /** Takes a number, as {@link Double#toString(double)} writes it. */
    void append(double number);

    /** Takes a number, as {@link Float#toString(float)} writes it. */
    void append(float number);
}
