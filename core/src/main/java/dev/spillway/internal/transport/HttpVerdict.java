package dev.spillway.internal.transport;

/** What an answer means for the batch that it is for. */
enum HttpVerdict {
    /** It has arrived. */
    DELIVERED,
    /** It is too large. */
    TOO_LARGE,
    /** It will never be taken; others may be. */
    REFUSED,
    /** It may be taken later. */
    LATER,
    /** It is taken once somebody has changed something: keys rotate, and redirects are not followed. */
    FORBIDDEN;

    /** The meaning of a status (RFC 9110 section 15). */
    static HttpVerdict of(int status) {
        return switch (status) {
            case 401, 403, 407 -> FORBIDDEN;
            case 408, 425, 429 -> LATER;
            case 413 -> TOO_LARGE;
            default -> ofClass(status / 100);
        };
    }

    private static HttpVerdict ofClass(int first) {
        return switch (first) {
            case 2 -> DELIVERED;
            case 3 -> FORBIDDEN;
            case 4 -> REFUSED;
            default -> LATER;
        };
    }
}
