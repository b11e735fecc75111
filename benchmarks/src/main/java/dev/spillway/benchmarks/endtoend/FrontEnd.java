package dev.spillway.benchmarks.endtoend;

/**
 * One way to log the event that all shippers are compared by: INFO, a text of 120 characters with two parameters, and a
 * diagnostic context of three entries. Used by many threads at once.
 */
interface FrontEnd extends AutoCloseable {
    /** The name of the logger. */
    String LOGGER = "com.example.shop.orders.OrderService";
    /** What {@link #log} fills in second. */
    String CUSTOMER = "0815";

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
