package dev.spillway;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One of a few words, in either case. */
final class ChoiceType<T> implements ValueType<T> {
    private final Map<String, T> choices = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final String allowed;

    private ChoiceType(Map<String, T> choices, String allowed) {
        this.choices.putAll(choices);
        this.allowed = allowed;
    }

    /** The constants of an enum; {@code DROP_OLDEST} is written {@code drop-oldest}. */
    static <E extends Enum<E>> ChoiceType<E> of(Class<E> type) {
        Map<String, E> choices = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            choices.put(wordFor(constant), constant);
        }
        return new ChoiceType<>(choices, inWords(choices.keySet()));
    }

    /** {@code true} or {@code false}. */
    static ChoiceType<Boolean> ofBoolean() {
        return new ChoiceType<>(Map.of("true", true, "false", false), "true or false");
    }

    /** Words that stand for themselves. */
    static ChoiceType<String> ofWords(String... words) {
        Map<String, String> choices = new LinkedHashMap<>();
        for (String word : words) {
            choices.put(word, word);
        }
        return new ChoiceType<>(choices, inWords(choices.keySet()));
    }

    /** The names of presets. */
    static ChoiceType<Preset> ofPresets() {
        Map<String, Preset> choices = new LinkedHashMap<>();
        for (Preset preset : Preset.all()) {
            choices.put(preset.name(), preset);
        }
        return new ChoiceType<>(choices, inWords(choices.keySet()));
    }

    /** A facility by name or number (RFC 5424 section 6.2.1, table 1). */
    static ChoiceType<Integer> ofFacility() {
        List<String> names =
                List.of(("kern user mail daemon auth syslog lpr news uucp cron authpriv ftp ntp audit alert clock"
                                + " local0 local1 local2 local3 local4 local5 local6 local7")
                        .split(" "));
        Map<String, Integer> choices = new LinkedHashMap<>();
        for (int code = 0; code < names.size(); code++) {
            choices.put(names.get(code), code);
            choices.put(Integer.toString(code), code);
        }
        String unnumbered = String.join(", ", names.subList(0, names.indexOf("local0")));
        return new ChoiceType<>(choices, unnumbered + ", local0 to local7 or a number from 0 to 23");
    }

    /** The word for a constant of an enum. */
    static String wordFor(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public T parse(String text) throws RefusedValueException {
        T choice = choices.get(text);
        if (choice == null) {
            throw new RefusedValueException();
        }
        return choice;
    }

    @Override
    public String allowed() {
        return allowed;
    }

    private static String inWords(Collection<String> words) {
        String all = String.join(", ", words);
        int last = all.lastIndexOf(", ");
        return last < 0 ? all : all.substring(0, last) + " or " + all.substring(last + 2);
    }
}
