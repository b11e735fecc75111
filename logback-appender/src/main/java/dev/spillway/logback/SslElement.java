package dev.spillway.logback;

import ch.qos.logback.core.net.ssl.KeyStoreFactoryBean;
import ch.qos.logback.core.net.ssl.SSLConfiguration;
import ch.qos.logback.core.net.ssl.SSLParametersConfiguration;
import ch.qos.logback.core.util.LocationUtil;
import dev.spillway.logback.CollectedOptions.Setting;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Logback's own {@code <ssl>} element, as the options that say the same. Host names are verified whatever it says, since
 * Logback tells a {@code hostnameVerification} that is off by choice from none only by its word.
 */
final class SslElement {
    /** Best first, as the option wants them. */
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final SSLConfiguration ssl;
    private final CollectedOptions options;
    private final List<String> ignored = new ArrayList<>();

    SslElement(SSLConfiguration ssl, CollectedOptions options) {
        this.ssl = ssl;
        this.options = options;
    }

    /**
     * Adds what it says to the options.
     *
     * @return what of it has no effect, in sentences without a full stop
     * @throws IllegalArgumentException if it cannot be said by options, or one of them is set as well
     */
    List<String> apply() {
        store("trustStore", ssl.getTrustStore());
        store("keyStore", ssl.getKeyStore());
        SSLParametersConfiguration parameters = ssl.getParameters();
        choice(
                "tlsProtocols",
                PROTOCOLS,
                PROTOCOLS,
                parameters.getIncludedProtocols(),
                parameters.getExcludedProtocols());
        List<String> usual = ciphers(false);
        List<String> all = ciphers(true);
        choice("tlsCiphers", usual, all, parameters.getIncludedCipherSuites(), parameters.getExcludedCipherSuites());
        if (ssl.getProvider() != null) {
            ignored.add("ssl/provider has no effect: TLS is that of the JVM");
        }
        return List.copyOf(ignored);
    }

    private void store(String option, @Nullable KeyStoreFactoryBean store) {
        if (store == null || store.getLocation() == null) {
            return;
        }
        set(option, file("ssl/" + option + "/location", store.getLocation()).toString());
        set(option + "Password", store.getPassword());
        set(option + "Type", store.getType());
        if (store.getProvider() != null) {
            ignored.add("ssl/" + option + "/provider has no effect: key stores are read by the JVM's own");
        }
    }

    private void set(String option, String value) {
        if (options.settings().stream().map(Setting::name).anyMatch(option::equals)) {
            throw new IllegalArgumentException(option + " is set, and ssl sets it too; allowed is one of the two");
        }
        options.set(option, value);
    }

    private static Path file(String element, String location) {
        try {
            if (location.indexOf(':') < 2) {
                return Path.of(location);
            }
            URL url = LocationUtil.urlForResource(location);
            if (url.getProtocol().equals("file")) {
                return url.toURI().isOpaque() ? Path.of(url.getPath()) : Path.of(url.toURI());
            }
        } catch (IOException | URISyntaxException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    element + " is \"" + location + "\", which is not found; allowed is the path of a file");
        }
        throw new IllegalArgumentException(
                element + " is \"" + location + "\", which is no file of its own; allowed is the path of a file");
    }

    /** As Logback does it: only what matches one of the included expressions, and none of the excluded ones. */
    private void choice(
            String option, List<String> usual, List<String> all, @Nullable String included, @Nullable String excluded) {
        if (included == null && excluded == null) {
            return;
        }
        List<String> chosen = (included == null ? usual : all)
                .stream()
                        .filter(name -> included == null || matches(option, included, name))
                        .filter(name -> excluded == null || !matches(option, excluded, name))
                        .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("ssl/parameters leave nothing for " + option
                    + "; allowed is at least one of " + String.join(", ", usual));
        }
        set(option, String.join(",", chosen));
    }

    private static boolean matches(String option, String expressions, String name) {
        try {
            return Stream.of(expressions.split("\\s*,\\s*"))
                    .anyMatch(expression -> Pattern.matches(expression.strip(), name));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("ssl/parameters hold \"" + expressions + "\" for " + option
                    + "; allowed are regular expressions, separated by commas");
        }
    }

    /** Those that the JVM enables, or all that encrypt and authenticate. */
    private static List<String> ciphers(boolean all) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            String[] names = all
                    ? context.getSupportedSSLParameters().getCipherSuites()
                    : context.getDefaultSSLParameters().getCipherSuites();
            Pattern unsafe = Pattern.compile(".*_(?:NULL|anon|EXPORT)_.*|.*_SCSV");
            return Stream.of(names)
                    .filter(name -> !unsafe.matcher(name).matches())
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("ssl cannot be used, since this JVM has no TLS", e);
        }
    }
}
