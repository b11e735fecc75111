package dev.spillway;

/** Words every refused value in the same way. */
final class Refusal {
    private Refusal() {}

    /**
     * The exception for a value that is not allowed.
     *
     * @param name as the user wrote it
     * @param value as a message may show it
     * @param clause why not, such as {@code has no unit}, or empty
     * @param allowed what is allowed instead
     */
    static IllegalArgumentException of(String name, String value, String clause, String allowed) {
        String why = clause.isEmpty() ? "" : ", which " + clause;
        return new IllegalArgumentException(name + " is \"" + value + "\"" + why + "; allowed is " + allowed);
    }
}
