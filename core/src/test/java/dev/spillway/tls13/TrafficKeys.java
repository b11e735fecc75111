package dev.spillway.tls13;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The keys of one direction of a TLS 1.3 connection: TLS_AES_128_GCM_SHA256, RFC 8446 sections 5.3, 7.1 and 7.3. */
final class TrafficKeys {
    static final int HASH = 32;

    private static final byte[] NOTHING = {};
    private static final int KEY = 16;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final byte[] secret;
    private final SecretKeySpec key;
    private final byte[] iv;
    private long records;

    TrafficKeys(byte[] secret) throws GeneralSecurityException {
        this.secret = secret;
        this.key = new SecretKeySpec(expand(secret, "key", NOTHING, KEY), "AES");
        this.iv = expand(secret, "iv", NOTHING, NONCE);
    }

    /** The keys after a key update (section 7.2). */
    TrafficKeys next() throws GeneralSecurityException {
        return new TrafficKeys(expand(secret, "traffic upd", NOTHING, HASH));
    }

    byte[] seal(byte[] header, byte[] plain) throws GeneralSecurityException {
        return crypt(Cipher.ENCRYPT_MODE, header, plain);
    }

    byte[] open(byte[] header, byte[] sealed) throws GeneralSecurityException {
        return crypt(Cipher.DECRYPT_MODE, header, sealed);
    }

    private byte[] crypt(int mode, byte[] header, byte[] bytes) throws GeneralSecurityException {
        byte[] nonce = iv.clone();
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[NONCE - 1 - i] ^= (byte) (records >>> (8 * i));
        }
        records++;
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header);
        return cipher.doFinal(bytes);
    }

    /** What {@code Finished} holds under this secret of a handshake (section 4.4.4). */
    byte[] finished(byte[] transcript) throws GeneralSecurityException {
        return hmac(expand(secret, "finished", NOTHING, HASH), transcript);
    }

    /** HKDF-Extract (RFC 5869). */
    static byte[] extract(byte[] salt, byte[] input) throws GeneralSecurityException {
        return hmac(salt, input);
    }

    /** HKDF-Expand-Label, for up to 32 bytes. */
    static byte[] expand(byte[] secret, String label, byte[] context, int length) throws GeneralSecurityException {
        byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer info = ByteBuffer.allocate(2 + 1 + name.length + 1 + context.length + 1)
                .putShort((short) length)
                .put((byte) name.length)
                .put(name)
                .put((byte) context.length)
                .put(context)
                .put((byte) 1);
        return Arrays.copyOf(hmac(secret, info.array()), length);
    }

    private static byte[] hmac(byte[] key, byte[] bytes) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(bytes);
    }
}
