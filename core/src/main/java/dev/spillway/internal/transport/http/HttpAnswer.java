package dev.spillway.internal.transport.http;

import org.jspecify.annotations.Nullable;

/**
 * What a request came to: an answer, or a failure.
 *
 * @param status of the answer; 0 if there is none
 * @param retryAfter the header field Retry-After; null without
 * @param dateMillis when the endpoint answered, by its own clock if it told, in epoch milliseconds
 * @param text the beginning of the body, not made safe
 * @param failure why there is no whole answer, as the rest of a sentence; null if there is one
 */
public record HttpAnswer(
        int status,
        @Nullable String retryAfter,
        long dateMillis,
        String text,
        @Nullable String failure) {

    /** A request that failed. */
    public static HttpAnswer failed(String why) {
        return new HttpAnswer(0, null, 0, "", why);
    }

    /** Without what the endpoint said, which may repeat the token. */
    @Override
    public String toString() {
        return "HttpAnswer[status=" + status + ", failure=" + failure + "]";
    }
}
