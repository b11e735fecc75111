package dev.spillway.examples.collector;

import dev.spillway.examples.collector.mail.MailSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how mail is sent. */
final class MailOptions {

    @Option(
            names = "--smtp",
            paramLabel = "URL",
            description = "the server for alerts by mail, smtp[s]://USER@HOST:PORT")
    private @Nullable String smtp;

    @Option(
            names = "--smtp-password-file",
            paramLabel = "FILE",
            description = "a file whose first line is the password of that user")
    private @Nullable Path passwordFile;

    @Option(
            names = "--smtp-from",
            paramLabel = "ADDRESS",
            description = "whom the mails come from; the user, if that is an address, or else collector@HOST")
    private @Nullable String from;

    /**
     * Reads them.
     *
     * @return null if there is no server
     * @throws StartException if one of them cannot be used; no message holds the password
     */
    @Nullable MailSettings read() throws StartException {
        if (smtp == null) {
            if (passwordFile != null || from != null) {
                throw new StartException("--smtp is missing, which --smtp-password-file and --smtp-from are for.");
            }
            return null;
        }
        try {
            return MailSettings.parse(smtp, passwordFile == null ? null : passwordIn(passwordFile), from);
        } catch (IllegalArgumentException e) {
            throw new StartException("--smtp: " + e.getMessage() + ".", e);
        }
    }

    private static String passwordIn(Path file) throws StartException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new StartException("--smtp-password-file " + file + ": the file cannot be read (" + e + ").", e);
        }
    }
}
