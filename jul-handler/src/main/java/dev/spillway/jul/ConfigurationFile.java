package dev.spillway.jul;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;

/**
 * The file that a log manager has read, to be looked at again: the manager answers for names that it is asked for, but
 * does not say which there are. JBoss LogManager does not even answer.
 */
final class ConfigurationFile {
    private static final String FILE_PROPERTY = "java.util.logging.config.file";
    private static final String JBOSS_URL_PROPERTY = "logging.configuration";
    private static final String JBOSS = "org.jboss.logmanager.LogManager";

    private final List<URL> places;
    private final Charset charset;

    /** @param places where it may be */
    ConfigurationFile(List<URL> places, Charset charset) {
        this.places = List.copyOf(places);
        this.charset = charset;
    }

    /** Where a log manager has looked. */
    static ConfigurationFile of(LogManager manager) {
        return isWithheldBy(manager) ? ofJBoss(manager) : ofJdkOrTomcat();
    }

    /** Whether a log manager has no properties for handlers, whatever its file says. */
    static boolean isWithheldBy(LogManager manager) {
        return manager.getClass().getName().equals(JBOSS);
    }

    /** The file that a system property names by its URL, or else one on the class path. */
    private static ConfigurationFile ofJBoss(LogManager manager) {
        List<URL> places = new ArrayList<>();
        String named = System.getProperty(JBOSS_URL_PROPERTY);
        try {
            URL place = named == null
                    ? manager.getClass().getClassLoader().getResource("logging.properties")
                    : URI.create(named).toURL();
            if (place != null) {
                places.add(place);
            }
        } catch (MalformedURLException | IllegalArgumentException e) {
            // Then the log manager has read no file either, and said so.
        }
        return new ConfigurationFile(places, StandardCharsets.UTF_8);
    }

    /** Where the JDK's log manager looks, and Tomcat's, which also looks into a web application's classes. */
    private static ConfigurationFile ofJdkOrTomcat() {
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
        return new ConfigurationFile(places, StandardCharsets.ISO_8859_1);
    }

    /** All that it says. */
    Properties properties() {
        Properties all = new Properties();
        places.forEach(place -> all.putAll(read(place)));
        return all;
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
                .flatMap(place -> read(place).stringPropertyNames().stream())
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

    private Properties read(URL place) {
        Properties properties = new Properties();
        try (Reader in = new InputStreamReader(place.openStream(), charset)) {
            properties.load(in);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            // Not there, or not to be read: the log manager has said so, if it tried.
            return new Properties();
        }
    }
}
