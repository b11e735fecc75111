package dev.spillway.jul;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The file that a log manager has read, to be looked at again: the manager answers for names that it is asked for, but
 * does not say which there are.
 */
final class ConfigurationFile {
    private static final String FILE_PROPERTY = "java.util.logging.config.file";

    private final List<URL> places;

    /** @param places where it may be */
    ConfigurationFile(List<URL> places) {
        this.places = List.copyOf(places);
    }

    /** Where the JDK's log manager looks, and Tomcat's, which also looks into a web application's classes. */
    static ConfigurationFile ofThisProcess() {
        List<URL> places = new ArrayList<>();
        String named = System.getProperty(FILE_PROPERTY);
        try {
            Path file = named == null
                    ? Path.of(System.getProperty("java.home"), "conf", "logging.properties")
                    : Path.of(named);
            places.add(file.toUri().toURL());
        } catch (MalformedURLException | RuntimeException e) {
            // A name that is none of a file: then the log manager has read no file either.
        }
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        URL ofWebApplication = loader == null ? null : loader.getResource("logging.properties");
        if (ofWebApplication != null) {
            places.add(ofWebApplication);
        }
        return new ConfigurationFile(places);
    }

    /**
     * The names behind a prefix which nobody knows. Tomcat's names of handlers may begin with a number and a dot.
     *
     * @param prefix such as a handler's class with a dot behind
     * @param inForce what the log manager has for a name, without the prefix; another file's names are left out by it
     * @param known which names mean something
     */
    List<String> unknownNames(String prefix, Function<String, @Nullable String> inForce, Predicate<String> known) {
        return places.stream()
                .flatMap(ConfigurationFile::keys)
                .map(key -> withoutPrefix(key, prefix))
                .filter(name -> !name.isEmpty() && !known.test(name) && inForce.apply(name) != null)
                .distinct()
                .sorted()
                .toList();
    }

    private static String withoutPrefix(String key, String prefix) {
        int at = key.indexOf(prefix);
        boolean fits = at == 0 || (at > 1 && key.charAt(at - 1) == '.' && Character.isDigit(key.charAt(0)));
        return fits ? key.substring(at + prefix.length()) : "";
    }

    private static Stream<String> keys(URL place) {
        Properties properties = new Properties();
        try (InputStream in = place.openStream()) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            // Not there, or not to be read: the log manager has said so, if it tried.
            return Stream.empty();
        }
        return properties.stringPropertyNames().stream();
    }
}
