package dev.spillway.log4j2;

import dev.spillway.log4j2.CollectedOptions.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.net.ssl.KeyStoreConfiguration;
import org.apache.logging.log4j.core.net.ssl.SslConfiguration;
import org.apache.logging.log4j.core.net.ssl.TrustStoreConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Log4j's own {@code <Ssl>} element, as the options that say the same. It is read before Log4j makes an object of it, for
 * that object does not tell where its stores are, and trusts the JVM's authorities if one of them cannot be read. Host
 * names are verified unless {@code verifyHostName="false"} stands there.
 */
final class SslElement {
    private static final List<String> PASSWORDS = List.of("password", "passwordenvironmentvariable", "passwordfile");

    private final CollectedOptions options;
    private final UnaryOperator<String> lookups;

    /** @param lookups resolves what a value refers to */
    SslElement(CollectedOptions options, UnaryOperator<String> lookups) {
        this.options = options;
        this.lookups = lookups;
    }

    static boolean is(Node node) {
        return isOf(SslConfiguration.class, node);
    }

    /** Adds what it says to the options; what cannot be said by them, and what an option says too, is refused there. */
    void read(Node ssl) {
        Map<String, String> attributes = attributes(ssl);
        set("verifyHostname", attributes.get("verifyhostname"));
        String protocol = attributes.getOrDefault("protocol", "");
        if (!protocol.isBlank() && !protocol.equalsIgnoreCase("TLS") && !protocol.equalsIgnoreCase("SSL")) {
            // To the JVM, the name of a version means that one and those before it.
            set("tlsProtocols", protocol.equalsIgnoreCase("TLSv1.3") ? "TLSv1.3,TLSv1.2" : protocol);
        }
        for (Node store : ssl.getChildren()) {
            if (isOf(TrustStoreConfiguration.class, store)) {
                store("trustStore", attributes(store));
            } else if (isOf(KeyStoreConfiguration.class, store)) {
                store("keyStore", attributes(store));
            }
        }
    }

    private void store(String option, Map<String, String> attributes) {
        String location = attributes.get("location");
        if (location == null || location.isBlank()) {
            options.refuse("Ssl has a store for " + option + " without a location; allowed is the path of a file");
            return;
        }
        set(option, location.startsWith("file:") ? location.replaceFirst("^file:(//)?", "") : location);
        set(option + "Type", attributes.get("type"));
        set(option + "Password", password(option, attributes));
    }

    private @Nullable String password(String option, Map<String, String> attributes) {
        if (PASSWORDS.stream().filter(attributes::containsKey).count() > 1) {
            options.refuse("Ssl has several passwords for " + option
                    + "; allowed is one of password, passwordEnvironmentVariable and passwordFile");
            return null;
        }
        String variable = attributes.get("passwordenvironmentvariable");
        if (variable != null) {
            return ofEnvironment(option, variable);
        }
        String file = attributes.get("passwordfile");
        return file == null ? attributes.get("password") : ofFile(option, file);
    }

    private @Nullable String ofEnvironment(String option, String variable) {
        String value = System.getenv(variable);
        if (value == null) {
            options.refuse("passwordEnvironmentVariable for " + option + " is \"" + variable
                    + "\", which is not set; allowed is a variable that is");
        }
        return value;
    }

    private @Nullable String ofFile(String option, String file) {
        try {
            return Files.readString(Path.of(file)).stripTrailing();
        } catch (IOException | InvalidPathException e) {
            options.refuse("passwordFile for " + option + " is \"" + file
                    + "\", which cannot be read; allowed is the path of a text file");
            return null;
        }
    }

    private void set(String option, @Nullable String value) {
        if (value == null) {
            return;
        }
        if (options.settings().stream().map(Setting::name).anyMatch(option::equals)) {
            options.refuse(option + " is set, and Ssl sets it too; allowed is one of the two");
        } else {
            options.set(option, value);
        }
    }

    /** With their names in lower case, as Log4j does not tell case either. */
    private Map<String, String> attributes(Node node) {
        Map<String, String> attributes = new HashMap<>();
        node.getAttributes()
                .forEach((name, value) -> attributes.put(name.toLowerCase(Locale.ROOT), lookups.apply(value)));
        return attributes;
    }

    private static boolean isOf(Class<?> type, Node node) {
        return node.getType() != null && node.getType().getPluginClass() == type;
    }
}
