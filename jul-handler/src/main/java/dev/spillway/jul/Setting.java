package dev.spillway.jul;

import dev.spillway.SpillwayBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name under which a user may set an option.
 *
 * @param name as it is written: an option's name or an alias; for one that can be repeated also with a number, as in
 *     {@code fields.2}
 * @param option what it sets: the name without a number
 */
record Setting(String name, String option) {
    /** The largest number that may stand behind a repeatable option. */
    static final int LAST_NUMBER = 99;

    private static final Pattern NUMBERED = Pattern.compile("(.+)\\.([1-9][0-9]?)");

    /**
     * All of them, in the order in which they are to be set: by option, the one without a number first. Then those names
     * that core refuses with a word on what to set instead.
     */
    static List<Setting> all() {
        Set<String> repeatable = Set.copyOf(SpillwayBuilder.repeatableOptionNames());
        List<Setting> all = new ArrayList<>();
        SpillwayBuilder.optionNames().forEach(name -> add(name, repeatable.contains(name), all));
        SpillwayBuilder.aliases().forEach((alias, name) -> add(alias, repeatable.contains(name), all));
        SpillwayBuilder.namesWithAnotherShape().forEach(name -> add(name, false, all));
        return all;
    }

    private static void add(String option, boolean repeatable, List<Setting> to) {
        to.add(new Setting(option, option));
        for (int number = 1; repeatable && number <= LAST_NUMBER; number++) {
            to.add(new Setting(option + "." + number, option));
        }
    }

    /** Whether {@link #all} has a name. */
    static boolean isKnown(String name) {
        if (isOption(name)) {
            return true;
        }
        Matcher numbered = NUMBERED.matcher(name);
        return numbered.matches() && isRepeatable(numbered.group(1));
    }

    /** A name that nobody knows as a message should show it: of a mistyped {@code fields.1} the part that is wrong. */
    static String unknown(String name) {
        Matcher numbered = NUMBERED.matcher(name);
        return numbered.matches() && !isOption(numbered.group(1)) ? numbered.group(1) : name;
    }

    private static boolean isOption(String name) {
        return SpillwayBuilder.aliases().containsKey(name)
                || SpillwayBuilder.optionNames().contains(name)
                || SpillwayBuilder.namesWithAnotherShape().contains(name);
    }

    private static boolean isRepeatable(String name) {
        String option = SpillwayBuilder.aliases().getOrDefault(name, name);
        return SpillwayBuilder.repeatableOptionNames().contains(option);
    }
}
