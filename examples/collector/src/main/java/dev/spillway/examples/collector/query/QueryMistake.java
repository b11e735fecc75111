package dev.spillway.examples.collector.query;

/** A query that cannot be understood. The message is for whoever typed it. */
public final class QueryMistake extends Exception {

    private static final long serialVersionUID = 1L;

    private final int position;

    QueryMistake(String message, int position) {
        super(message);
        this.position = position;
    }

    /** Index of the character that the message is about; the query's length for its end. */
    public int position() {
        return position;
    }
}
