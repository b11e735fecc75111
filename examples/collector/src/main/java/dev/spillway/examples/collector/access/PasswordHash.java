package dev.spillway.examples.collector.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What is kept of a password: PBKDF2 with HMAC-SHA-256 (RFC 8018 section 5.2) over it and a salt of its own. As a text
 * {@code pbkdf2-sha256 ROUNDS SALT KEY}, the last two in hexadecimal digits.
 */
final class PasswordHash {

    private static final String NAME = "pbkdf2-sha256";
    private static final int SALT_BYTES = 16;
    private static final int KEY_BITS = 256;

    private final int rounds;
    private final byte[] salt;
    private final byte[] key;

    private PasswordHash(int rounds, byte[] salt, byte[] key) {
        this.rounds = rounds;
        this.salt = salt;
        this.key = key;
    }

    static PasswordHash of(String password, int rounds) {
        byte[] salt = Secret.bytes(SALT_BYTES);
        return new PasswordHash(rounds, salt, derive(password, salt, rounds));
    }

    /**
     * Reads what {@link #toText} has written.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static PasswordHash parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        if (parts.length != 4 || !parts[0].equals(NAME)) {
            throw new IllegalArgumentException("not a line of " + NAME + ", rounds, salt and key");
        }
        HexFormat hex = HexFormat.of();
        return new PasswordHash(Integer.parseInt(parts[1]), hex.parseHex(parts[2]), hex.parseHex(parts[3]));
    }

    String toText() {
        HexFormat hex = HexFormat.of();
        return NAME + " " + rounds + " " + hex.formatHex(salt) + " " + hex.formatHex(key);
    }

    boolean matches(String password) {
        return MessageDigest.isEqual(key, derive(password, salt, rounds));
    }

    private static byte[] derive(String password, byte[] salt, int rounds) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, KEY_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }

    @Override
    public String toString() {
        return "PasswordHash[rounds=" + rounds + "]";
    }
}
