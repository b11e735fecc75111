package dev.spillway;

/**
 * Says that a text is not a value of its type. Its message is a clause such as {@code has no unit}, or empty where what
 * is allowed says enough.
 */
final class RefusedValueException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String clause;

    RefusedValueException() {
        this("");
    }

    RefusedValueException(String clause) {
        super(clause, null, false, false);
        this.clause = clause;
    }

    String clause() {
        return clause;
    }
}
