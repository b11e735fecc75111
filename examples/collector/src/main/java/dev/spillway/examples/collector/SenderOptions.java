package dev.spillway.examples.collector;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say who may send. */
@SuppressWarnings("NullAway.Init") // picocli sets every field before it calls
final class SenderOptions {

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            description = "a file of tokens, one a line; senders must show one of them")
    private @Nullable Path tokens;

    @Option(
            names = "--unknown-systems",
            paramLabel = "WHAT",
            defaultValue = "accept",
            description = "${COMPLETION-CANDIDATES}: what to do with systems that are not known yet (${DEFAULT-VALUE})")
    private Unknown unknownSystems;

    @Option(
            names = "--idle-timeout",
            converter = IdleConverter.class,
            paramLabel = "TIME",
            defaultValue = "15min",
            description = "after how much silence a connection is ended, or off (${DEFAULT-VALUE})")
    private Duration idleTimeout;

    /** What happens to events of systems that are not known yet. */
    enum Unknown {
        ACCEPT,
        REFUSE;

        /** As it is typed. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean needTokens() {
        return tokens != null;
    }

    /**
     * Reads the tokens.
     *
     * @throws StartException if the file cannot be used
     */
    SenderSettings read() throws StartException {
        List<String> known = tokens == null ? List.of() : TokenFile.read(tokens);
        return new SenderSettings(known, unknownSystems == Unknown.REFUSE, idleTimeout);
    }
}
