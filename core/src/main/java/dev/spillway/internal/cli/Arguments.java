package dev.spillway.internal.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words of a command line, taken apart: operands, flags, and options with a value as {@code --a b} or {@code --a=b}. */
final class Arguments {
    private static final Set<String> FLAGS = Set.of("--raw");
    private static final Set<String> VALUED = Set.of("--slot", "--ca-file", "--timeout", "--set");

    private final List<String> operands = new ArrayList<>();
    private final List<Given> given = new ArrayList<>();

    private record Given(String name, String value) {}

    Arguments(List<String> words) throws UsageException {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (!word.startsWith("-")) {
                operands.add(word);
            } else if (FLAGS.contains(word)) {
                given.add(new Given(word, ""));
            } else if (!VALUED.contains(name)) {
                throw new UsageException("unknown option " + name + "; see --help");
            } else if (equals >= 0) {
                given.add(new Given(name, word.substring(equals + 1)));
            } else if (i + 1 < words.size()) {
                given.add(new Given(name, words.get(++i)));
            } else {
                throw new UsageException(name + " needs a value; see --help");
            }
        }
    }

    /** The operand at an index; null if there are fewer. */
    @Nullable String operand(int index) {
        return index < operands.size() ? operands.get(index) : null;
    }

    /** Whether a flag is set. */
    boolean has(String flag) {
        return !all(flag).isEmpty();
    }

    /** The last value of an option; null if it is not set. */
    @Nullable String value(String option) {
        List<String> values = all(option);
        return values.isEmpty() ? null : values.get(values.size() - 1);
    }

    /** All values of an option. */
    List<String> all(String option) {
        return given.stream()
                .filter(each -> each.name.equals(option))
                .map(Given::value)
                .toList();
    }

    /**
     * Refuses what an action does not take.
     *
     * @param mostOperands how many operands it takes
     * @param options the options it takes
     */
    void allowOnly(String action, int mostOperands, String... options) throws UsageException {
        if (operands.size() > mostOperands) {
            throw new UsageException(
                    "\"" + operands.get(mostOperands) + "\" is one word too many for " + action + "; see --help");
        }
        for (Given each : given) {
            if (!Set.of(options).contains(each.name)) {
                throw new UsageException(action + " has no option " + each.name + "; see --help");
            }
        }
    }
}
