package dev.spillway.examples.collector.access;

import dev.spillway.examples.collector.PrivateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one password of a collector, as a hash in {@code password}, for its owner only. While there is none, whoever knows
 * the code in {@code setup-code} may choose it: the owner of the directory, or who reads the console. Safe for use by
 * many threads; hashes are computed one at a time, so that guesses keep one core busy at most.
 */
final class Account {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 200;
    private static final int CODE_BYTES = 12;

    private final Path file;
    private final Path codeFile;
    private final int rounds;

    // Guarded by this.
    private @Nullable PasswordHash password;
    private @Nullable String setupCode;

    private Account(Path directory, int rounds) {
        this.file = directory.resolve("password");
        this.codeFile = directory.resolve("setup-code");
        this.rounds = rounds;
    }

    /**
     * Reads the password's hash, if there is one.
     *
     * @param rounds with which new passwords are hashed
     * @throws IOException if a file cannot be used or is damaged
     */
    static Account open(Path directory, int rounds) throws IOException {
        Account account = new Account(directory, rounds);
        account.read();
        return account;
    }

    private synchronized void read() throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        try {
            password = PasswordHash.parse(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged; delete it to choose a new password", e);
        }
    }

    synchronized boolean hasPassword() {
        return password != null;
    }

    /** Makes a code with which the password may be chosen. */
    synchronized void offerSetup() throws IOException {
        String code = HexFormat.of().formatHex(Secret.bytes(CODE_BYTES));
        PrivateDirectory.write(codeFile, (code + "\n").getBytes(StandardCharsets.US_ASCII));
        setupCode = code;
    }

    /** Code that lets its owner choose the password; empty once there is one, or if there was never one on offer. */
    synchronized Optional<String> setupCode() {
        return Optional.ofNullable(setupCode);
    }

    /** Sets the first password, if that is the code; it is of no use from then on. */
    synchronized boolean setUp(String shown, String chosen) throws IOException {
        String code = setupCode;
        if (code == null || !Secret.same(code, shown)) {
            return false;
        }
        choose(chosen);
        return true;
    }

    /** Whether it is the password; never while there is none. */
    synchronized boolean matches(String shown) {
        PasswordHash known = password;
        return known != null && shown.length() <= LONGEST && known.matches(shown);
    }

    /** Replaces the password, or sets the first. */
    synchronized void choose(String chosen) throws IOException {
        PasswordHash hash = PasswordHash.of(chosen, rounds);
        PrivateDirectory.write(file, (hash.toText() + "\n").getBytes(StandardCharsets.US_ASCII));
        password = hash;
        setupCode = null;
        Files.deleteIfExists(codeFile);
    }

    /** What is wrong with a password that is to be chosen, or null. */
    static @Nullable String mistakeIn(String chosen) {
        int length = chosen.codePointCount(0, chosen.length());
        if (length >= SHORTEST && chosen.length() <= LONGEST) {
            return null;
        }
        return "a password has from " + SHORTEST + " to " + LONGEST + " characters, this one has " + length;
    }
}
