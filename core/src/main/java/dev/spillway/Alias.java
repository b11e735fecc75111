package dev.spillway;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A name that users of another library know for an option of the same meaning.
 *
 * @param name the other name
 * @param option what it stands for
 * @param unit what is added to a bare number, because the name has the unit in it; null for nothing
 * @param words the option's words for the words of the other library; empty where they are the same
 */
record Alias(String name, Option<?> option, @Nullable String unit, Map<String, String> words) {
    private static final List<Alias> TABLE = List.of(
            same("url", Options.DESTINATION),
            same("syslogHost", Options.HOST),
            same("remoteHost", Options.HOST),
            same("graylogHost", Options.HOST),
            same("ident", Options.APP_NAME),
            same("maxMessageLength", Options.MAX_MESSAGE_SIZE),
            words("exceedMaxSizeAction", Options.OVERSIZE, "cut", "truncate", "drop", "drop"),
            same("includeLocation", Options.INCLUDE_CALLER_DATA),
            same("maxQueueBytes", Options.BUFFER_SIZE),
            words("neverBlock", Options.OVERFLOW, "true", "drop", "false", "block"),
            words("blocking", Options.OVERFLOW, "true", "block", "false", "drop"),
            millis("maxBlockTimeMillis", Options.MAX_BLOCK_TIME),
            millis("maxBlockOnOverflowMs", Options.MAX_BLOCK_TIME),
            same("connectTimeout", Options.CONNECTION_TIMEOUT),
            millis("connectTimeoutMillis", Options.CONNECTION_TIMEOUT),
            millis("connectionTimeoutMillis", Options.CONNECTION_TIMEOUT),
            same("reconnectDelay", Options.RECONNECTION_DELAY),
            millis("reconnectionDelayMillis", Options.RECONNECTION_DELAY),
            millis("delayMillis", Options.RECONNECTION_DELAY),
            millis("maxReconnectionDelayMillis", Options.MAX_RECONNECTION_DELAY),
            same("verifyHostName", Options.VERIFY_HOSTNAME),
            same("hostnameVerification", Options.VERIFY_HOSTNAME),
            same("shutdownGracePeriod", Options.SHUTDOWN_TIMEOUT),
            same("maxFlushTime", Options.SHUTDOWN_TIMEOUT),
            millis("shutdownTimeoutMs", Options.SHUTDOWN_TIMEOUT),
            millis("shutdownTimeoutMillis", Options.SHUTDOWN_TIMEOUT));

    /** All aliases, as the documentation orders them. */
    static List<Alias> all() {
        return TABLE;
    }

    /**
     * The option's text for a text of this alias.
     *
     * @throws IllegalArgumentException if this alias has words of its own, and the text is none of them
     */
    String translate(String text) {
        if (unit != null && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return text + unit;
        }
        if (words.isEmpty() || text.isEmpty()) {
            return text;
        }
        for (Map.Entry<String, String> word : words.entrySet()) {
            if (word.getKey().equalsIgnoreCase(text)) {
                return word.getValue();
            }
        }
        throw Refusal.of(name, ShownText.of(text), "", String.join(" or ", new TreeSet<>(words.keySet())));
    }

    private static Alias same(String name, Option<?> option) {
        return new Alias(name, option, null, Map.of());
    }

    private static Alias millis(String name, Option<?> option) {
        return new Alias(name, option, "ms", Map.of());
    }

    private static Alias words(String name, Option<?> option, String a, String forA, String b, String forB) {
        return new Alias(name, option, null, Map.of(a, forA, b, forB));
    }
}
