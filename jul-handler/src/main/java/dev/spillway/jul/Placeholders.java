package dev.spillway.jul;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts environment variables and system properties into values: <code>${env:NAME}</code>, <code>${sys:name}</code>, and
 * with a default <code>${env:NAME:-default}</code>, which counts if the variable is missing or empty. Whatever else
 * stands in a value, another <code>${...}</code> too, is left as it is, and so is what comes out of a variable.
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(env|sys):(.*?)(?::-(.*?))?}");

    private final Function<String, @Nullable String> environment;
    private final Function<String, @Nullable String> properties;

    /**
     * @param environment a variable's value; null if there is none
     * @param properties a system property's value; null if there is none
     */
    Placeholders(Function<String, @Nullable String> environment, Function<String, @Nullable String> properties) {
        this.environment = environment;
        this.properties = properties;
    }

    /** Those of this process. */
    static Placeholders ofThisProcess() {
        return new Placeholders(System::getenv, System::getProperty);
    }

    /**
     * The value with its placeholders replaced.
     *
     * @param name whose value it is, for the message
     * @throws IllegalArgumentException if it refers to something that is missing and names no default. The message shows
     *     the placeholder only, for the rest of the value may be secret
     */
    String resolve(String name, String value) {
        if (!value.contains("${")) {
            return value;
        }
        Matcher matcher = PLACEHOLDER.matcher(value);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String found = matcher.group(1).equals("env")
                    ? environment.apply(matcher.group(2))
                    : lookUpProperty(matcher.group(2));
            String fallback = matcher.group(3);
            if (fallback != null && (found == null || found.isEmpty())) {
                found = fallback;
            }
            if (found == null) {
                throw new IllegalArgumentException(
                        name + " refers to " + matcher.group() + ", which is not set; allowed"
                                + " is what is set, or a default as in ${" + matcher.group(1) + ":" + matcher.group(2)
                                + ":-default}");
            }
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(found));
        }
        return matcher.appendTail(resolved).toString();
    }

    /** A property cannot have an empty name, and asking for it throws. */
    private @Nullable String lookUpProperty(String name) {
        return name.isEmpty() ? null : properties.apply(name);
    }
}
