package dev.spillway;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes an engine by its options, which are the same by name and value in every front end; docs/configuration.md
 * lists them. What must be set is {@code host} or {@code destination}.
 *
 * <p>A builder is for one thread; it may build several engines, and what is set afterwards does not change them.
 */
public final class SpillwayBuilder {
    private final OptionValues values = new OptionValues();
    private final ProcessFacts process;
    private String name = "spillway";
    private @Nullable Reporter reporter;
    private OwnersEnd ownersEnd = OwnersEnd.SILENT;

    SpillwayBuilder() {
        this(ProcessFacts.ofThisProcess());
    }

    SpillwayBuilder(ProcessFacts process) {
        this.process = process;
    }

    /** The names of all options, without aliases. */
    public static List<String> optionNames() {
        return OptionNames.options();
    }

    /** The names of those options that take another value with each {@link #set}; of others the later value counts. */
    public static List<String> repeatableOptionNames() {
        return OptionNames.repeatable();
    }

    /** The names that {@link #set} takes besides {@link #optionNames()}, each with the option it stands for. */
    public static Map<String, String> aliases() {
        return OptionNames.aliases();
    }

    /**
     * Names of other libraries that {@link #set} refuses with a word on what to set instead. Any further name means
     * nothing here.
     */
    public static Set<String> namesWithAnotherShape() {
        return OptionNames.namesWithAnotherShape();
    }

    /**
     * Sets an option, or adds a value to a repeatable one.
     *
     * @param name an option's name or an alias
     * @param value as in a configuration file; empty means unset
     * @throws IllegalArgumentException if there is no such option, or the value is not allowed
     */
    public SpillwayBuilder set(String name, String value) {
        values.set(name, value);
        return this;
    }

    /**
     * Adds a destination such as {@code syslog+tls://logs.example.com:6514}, or several separated by commas. The first
     * one is preferred.
     *
     * @throws IllegalArgumentException if it is not such a URI
     */
    public SpillwayBuilder destination(String uri) {
        return set(Options.DESTINATION.name(), uri);
    }

    /**
     * Sets the host to send to by syslog over TLS. Short for a {@link #destination} with that host.
     *
     * @throws IllegalArgumentException if it is neither a host name nor an IP address
     */
    public SpillwayBuilder host(String host) {
        return set(Options.HOST.name(), host);
    }

    /**
     * Sets the port that goes with {@link #host}, 1 to 65535. Default 6514.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public SpillwayBuilder port(int port) {
        return set(Options.PORT.name(), Integer.toString(port));
    }

    /**
     * Sets the application's name in the syslog header. Default: the main class or the jar.
     *
     * @throws IllegalArgumentException if it has control characters or more than 255 characters
     */
    public SpillwayBuilder appName(String appName) {
        return set(Options.APP_NAME.name(), appName);
    }

    /**
     * Sets the PEM file with the certificates to trust instead of the JVM's.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public SpillwayBuilder caFile(Path file) {
        return set(Options.CA_FILE.name(), file.toString());
    }

    /**
     * Names the engine: in thread names, messages and JMX. Default {@code spillway}.
     *
     * @throws IllegalArgumentException if the name is blank, has control characters or more than 255 characters
     */
    public SpillwayBuilder name(String name) {
        this.name = checkedName(name.strip());
        return this;
    }

    /** Where the engine tells what its owner should know. Default: warnings and errors on {@code System.err}. */
    public SpillwayBuilder reporter(Reporter reporter) {
        this.reporter = Objects.requireNonNull(reporter, "reporter");
        return this;
    }

    /**
     * Tells the engine that its owner, a framework that may log asynchronously, hands over events a moment after they
     * were logged. At the JVM's end the engine's own hook then waits for a pause of 250 ms before it closes the engine,
     * though not for longer than {@code shutdownTimeout}; or, if the owner closes the engine in a JVM hook of its own,
     * for that to be done: until then it closes the engine itself only once nothing was logged for all of
     * {@code shutdownTimeout}.
     *
     * @param closes whether the owner has such a hook
     */
    public SpillwayBuilder asynchronousOwner(boolean closes) {
        ownersEnd = closes ? OwnersEnd.CLOSES : OwnersEnd.LATE;
        return this;
    }

    /**
     * Starts a new engine. It starts whatever the state of the network.
     *
     * @throws IllegalArgumentException if the options together make no sense; the message names option, value and what
     *     is allowed
     */
    public Spillway build() {
        Settings settings = settings();
        String engineName = name;
        return new Spillway(settings, engineName, () -> Identity.of(engineName, settings), told(), ownersEnd);
    }

    /**
     * Takes over the parked engine of the same name and options, or else starts a new one as {@link #build()} does.
     *
     * @throws IllegalArgumentException as {@link #build()}
     */
    public Spillway resumeOrBuild() {
        Spillway parked = ParkedEngines.isEmpty() ? null : ParkedEngines.take(identity());
        if (parked == null) {
            return build();
        }
        parked.resume(told(), ownersEnd);
        return parked;
    }

    private Reporter told() {
        return reporter == null ? new StandardErrorReporter(name) : reporter;
    }

    /**
     * What makes an engine the same as another: its name and the effective values of all options. Holds no option's value
     * in clear, so that it may be shown.
     *
     * @throws IllegalArgumentException as {@link #build()}
     */
    public String identity() {
        return Identity.of(name, settings());
    }

    /** The settings that all options together make. */
    Settings settings() {
        return new SettingsResolver(values, process).resolve();
    }

    private static String checkedName(String name) {
        ValueType<String> type = TextType.ofLine();
        try {
            if (name.isEmpty()) {
                throw new RefusedValueException("is empty");
            }
            return type.parse(name);
        } catch (RefusedValueException e) {
            throw Refusal.of("the engine's name", type.shown(name), e.clause(), type.allowed());
        }
    }
}
