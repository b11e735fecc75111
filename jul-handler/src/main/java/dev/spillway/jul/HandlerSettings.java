package dev.spillway.jul;

import dev.spillway.SpillwayBuilder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;

/**
 * What a user has set for a handler: core's options, and what every handler has. Each value is asked for once, and why
 * one was refused is in {@link #refusals()}. Confined to the thread that makes the handler.
 */
final class HandlerSettings {
    /** What is this framework's business. */
    static final Set<String> OF_THE_FRAMEWORK = Set.of("name", "level", "filter", "formatter", "encoding");

    private static final String PREFIX = SpillwayHandler.class.getName() + ".";
    private static final String DEFAULT_NAME = "spillway";

    private final Function<String, @Nullable String> source;
    private final Placeholders placeholders;
    private final List<String> unknown = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private final Set<String> refusals = new LinkedHashSet<>();
    private final String name;

    /**
     * @param source the text that was set under a name; null for none
     * @param placeholders what the texts may refer to
     */
    HandlerSettings(Function<String, @Nullable String> source, Placeholders placeholders) {
        this.source = source;
        this.placeholders = placeholders;
        String given = text("name");
        name = given == null ? DEFAULT_NAME : given;
    }

    /**
     * What the log manager, or the file that it withholds, has under the name of the handler's class. What its file has in
     * vain is ignored.
     */
    static HandlerSettings ofLogManager() {
        LogManager manager = LogManager.getLogManager();
        ConfigurationFile file = ConfigurationFile.of(manager);
        Function<String, @Nullable String> properties =
                ConfigurationFile.isWithheldBy(manager) ? file.properties()::getProperty : manager::getProperty;
        Function<String, @Nullable String> source = name -> properties.apply(PREFIX + name);
        HandlerSettings settings = new HandlerSettings(source, Placeholders.ofThisProcess());
        settings.ignored.addAll(file.unknownNames(PREFIX, source, HandlerSettings::isKnown));
        return settings;
    }

    /** What the application's code has set. A name that nobody knows is refused. */
    static HandlerSettings of(Map<String, String> options) {
        Map<String, String> copy = new TreeMap<>(options);
        HandlerSettings settings = new HandlerSettings(copy::get, Placeholders.ofThisProcess());
        copy.keySet().stream().filter(name -> !isKnown(name)).forEach(settings.unknown::add);
        return settings;
    }

    private static boolean isKnown(String name) {
        return OF_THE_FRAMEWORK.contains(name) || Setting.isKnown(name);
    }

    /** Core's words on each name that was set in vain, and is ignored. */
    List<String> ignoredNames(SpillwayBuilder builder) {
        List<String> words = new ArrayList<>();
        for (String name : ignored) {
            try {
                builder.set(Setting.unknown(name), "");
            } catch (IllegalArgumentException e) {
                words.add(String.valueOf(e.getMessage()));
            }
        }
        return words;
    }

    /** Why values were refused, a sentence each; empty if all that were asked for are allowed. */
    List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** Hands the engine's name and all options to a builder. */
    void applyTo(SpillwayBuilder builder) {
        accept(() -> builder.name(name));
        unknown.forEach(each -> accept(() -> builder.set(Setting.unknown(each), "")));
        for (Setting setting : Setting.all()) {
            accept(() -> {
                String value = value(setting.name());
                if (value != null) {
                    builder.set(setting.option(), value);
                }
            });
        }
    }

    /** The engine's name. */
    String name() {
        return name;
    }

    /** Whether the engine closes itself when the JVM ends. */
    boolean hasShutdownHook() {
        return !"false".equalsIgnoreCase(text("shutdownHook"));
    }

    /** The level from which on records are shipped; by default all are. */
    Level level() {
        String name = text("level");
        if (name == null) {
            return Level.ALL;
        }
        try {
            return Level.parse(name);
        } catch (IllegalArgumentException e) {
            refusals.add(
                    "level is \"" + name + "\"; allowed is the name or the number of a level such as WARNING or 900");
            return Level.OFF;
        }
    }

    /** The filter; null for none. */
    @Nullable Filter filter() {
        return instance("filter", Filter.class);
    }

    /** The formatter; null to have core write the text. */
    @Nullable Formatter formatter() {
        return instance("formatter", Formatter.class);
    }

    /** The encoding; null for none. */
    @Nullable String encoding() {
        String name = text("encoding");
        if (name == null) {
            return null;
        }
        try {
            return Charset.forName(name).name();
        } catch (IllegalArgumentException e) {
            refusals.add("encoding is \"" + name + "\"; allowed is a charset of this JVM such as UTF-8");
            return null;
        }
    }

    private <T> @Nullable T instance(String name, Class<T> type) {
        String className = text(name);
        if (className == null) {
            return null;
        }
        try {
            return ClassNames.instantiate(className, type);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            refusals.add(name + " is \"" + className + "\", which " + ClassNames.why(e)
                    + "; allowed is a public class on the class path that is a " + type.getName()
                    + " and has a public constructor without parameters");
            return null;
        }
    }

    private @Nullable String text(String name) {
        try {
            String value = value(name);
            return value == null || value.isBlank() ? null : value.strip();
        } catch (IllegalArgumentException e) {
            refusals.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable String value(String name) {
        String text = source.apply(name);
        return text == null ? null : placeholders.resolve(name, text);
    }

    private void accept(Runnable step) {
        try {
            step.run();
        } catch (IllegalArgumentException e) {
            refusals.add(String.valueOf(e.getMessage()));
        }
    }
}
