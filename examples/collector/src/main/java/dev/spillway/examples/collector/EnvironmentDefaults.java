package dev.spillway.examples.collector;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Takes what the command line leaves out from the environment: {@code --http-port} from {@code COLLECTOR_HTTP_PORT}. */
final class EnvironmentDefaults implements IDefaultValueProvider {

    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The variable's value; null if it is not set or empty, which leaves the option's own default. */
    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp()) {
            return null;
        }
        String value = environment.getOrDefault(nameOf(option), "").strip();
        return value.isEmpty() ? null : value;
    }

    /** Says where a value came from that cannot be used, if it was not the command line. */
    String originOf(@Nullable ArgSpec argument, List<String> arguments) {
        if (!(argument instanceof OptionSpec option) || defaultValue(option) == null) {
            return "";
        }
        boolean isGiven = arguments.stream().anyMatch(word -> word.startsWith(option.longestName()));
        return isGiven ? "" : " (it came from " + nameOf(option) + ")";
    }

    private static String nameOf(OptionSpec option) {
        String name = option.longestName().replaceFirst("^-+", "");
        return "COLLECTOR_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
