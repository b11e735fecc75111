package dev.spillway.examples.collector.web;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Numbers in requests. */
public final class Numbers {

    private static final int MOST_DIGITS = 18;

    private Numbers() {}

    /** A number of the query, or what stands for a missing one; anything else is refused. */
    public static long inQuery(Context context, String name, long least, long most, long missing) {
        return read(name, context.queryParam(name), least, most, missing);
    }

    /** A number, or what stands for a missing one; anything else is refused. */
    public static long read(String name, @Nullable String text, long least, long most, long missing) {
        if (text == null || text.isEmpty()) {
            return missing;
        }
        boolean isNumber = text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        long number = isNumber ? Long.parseLong(text) : -1;
        if (number >= least && number <= most) {
            return number;
        }
        throw Refusal.badRequest(name + " must be a number from " + least + " to " + most);
    }
}
