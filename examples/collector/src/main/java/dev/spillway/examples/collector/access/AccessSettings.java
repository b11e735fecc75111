package dev.spillway.examples.collector.access;

import org.jspecify.annotations.Nullable;

/**
 * Who may read.
 *
 * @param login whether the page asks for the password; otherwise whoever reaches the port may read
 * @param password becomes the password; null if it is chosen on the page
 * @param rounds of PBKDF2 by which new passwords are hashed
 */
public record AccessSettings(boolean login, @Nullable String password, int rounds) {

    /** What OWASP asks for; a third of a second on a slow core. */
    public static final int ROUNDS = 600_000;

    /** A login with a password that is chosen on the page. */
    public static AccessSettings defaults() {
        return new AccessSettings(true, null, ROUNDS);
    }

    /** No login. */
    public static AccessSettings open() {
        return new AccessSettings(false, null, ROUNDS);
    }

    /** What is wrong with a password that is to be chosen, in words that can follow a colon, or null. */
    public static @Nullable String mistakeIn(String password) {
        return Account.mistakeIn(password);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "AccessSettings[login=" + login + "]";
    }
}
