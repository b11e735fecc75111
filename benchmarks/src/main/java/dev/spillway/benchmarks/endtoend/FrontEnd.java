package dev.spillway.benchmarks.endtoend;

/**
 * One way to log the event that all shippers are compared by: INFO, a text of 120 characters with two parameters, and a
 * diagnostic context of three entries. Used by many threads at once.
 */
interface FrontEnd extends AutoCloseable {
    /** The name of the logger. */
    String LOGGER = "com.example.shop.orders.OrderService";
    /** The text of frameworks that fill in the number and the customer, without more. */
    String TEXT = "Order ~{}~ of customer {} was accepted: 3 positions, 149.90 EUR, payment by card,"
            + " shipping to 10115 Berlin on Tuesday.";
    /** What {@link #log} fills in second. */
    String CUSTOMER = "0815";
    /** A third parameter behind the text, as long as the system property {@code more} says; usually none. */
    String MORE = more(Integer.getInteger("more", 0));

    /** Text of some length. */
    static String more(int length) {
        String position = " a position of 3 pieces for 49.90 EUR,";
        return position.repeat(length / position.length() + 1).substring(0, length);
    }

    /** Prepares the calling thread. */
    void enter();

    /** Logs the event of a number, which stands between two tildes in its text. */
    void log(int number);

    /** Logs so many events in turn. */
    default void logAll(int first, int count) {
        for (int i = first; i < first + count; i++) {
            log(i);
        }
    }

    @Override
    void close();
}
