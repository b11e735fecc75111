package dev.spillway.examples.collector;

import dev.spillway.examples.collector.access.AccessSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say who may read. */
final class LoginOptions {

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "a file whose first line becomes the page's password; without it the page lets you choose one")
    private @Nullable Path passwordFile;

    @Option(
            names = "--no-login",
            fallbackValue = "true",
            description = "ask for no password; only with a --bind that this machine alone can reach")
    private boolean noLogin;

    boolean isOff() {
        return noLogin;
    }

    /**
     * Reads the password.
     *
     * @throws StartException if the file cannot be used, or everybody could read
     */
    AccessSettings read(InetAddress bind) throws StartException {
        if (noLogin && !bind.isLoopbackAddress()) {
            throw new StartException("--no-login: with --bind " + bind.getHostAddress()
                    + " everyone on that network could read here; leave out one of the two.");
        }
        return new AccessSettings(
                !noLogin, passwordFile == null ? null : passwordIn(passwordFile), AccessSettings.ROUNDS);
    }

    private static String passwordIn(Path file) throws StartException {
        String password;
        try {
            password = Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new StartException("--password-file " + file + ": the file cannot be read (" + e + ").", e);
        }
        String mistake = AccessSettings.mistakeIn(password);
        if (mistake != null) {
            throw new StartException("--password-file " + file + ": " + mistake + ".");
        }
        return password;
    }
}
