package dev.spillway.internal.delivery;

/**
 * What a simulated HTTP endpoint does with one request. Immutable; the methods that are named like verbs return a variant.
 *
 * @param status of the answer; 0 for none: the connection breaks instead
 * @param takes whether the messages arrive
 * @param delayNanos from the request to the answer; {@link Long#MAX_VALUE} for never
 * @param retryAfter the header field; null without
 * @param text the body of the answer
 */
record HttpScript(int status, boolean takes, long delayNanos, String retryAfter, String text) {
    private static final long ROUND_TRIP = 2_000_000;

    static HttpScript answer(int status) {
        return new HttpScript(status, status / 100 == 2, ROUND_TRIP, null, "");
    }

    /** The connection breaks before the messages have arrived. */
    static HttpScript refuse() {
        return new HttpScript(0, false, ROUND_TRIP, null, "");
    }

    /** The connection breaks when they have. */
    static HttpScript cut() {
        return new HttpScript(0, true, ROUND_TRIP, null, "");
    }

    /** They arrive, and nobody answers. */
    static HttpScript stall() {
        return new HttpScript(0, true, Long.MAX_VALUE, null, "");
    }

    HttpScript after(long nanos) {
        return new HttpScript(status, takes, nanos, retryAfter, text);
    }

    HttpScript retryAfter(String field) {
        return new HttpScript(status, takes, delayNanos, field, text);
    }

    HttpScript saying(String body) {
        return new HttpScript(status, takes, delayNanos, retryAfter, body);
    }
}
