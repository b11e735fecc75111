package dev.spillway.internal.transport.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Private keys in PEM as OpenSSL writes them: PKCS #8, plain or encrypted by PBES2 (RFC 5958, RFC 8018), and the older
 * PKCS #1 for RSA (RFC 8017) and SEC 1 for EC (RFC 5915). No message quotes a key, and what was read of it is
 * overwritten.
 */
final class PrivateKeys {
    private static final byte[] VERSION_0 = {2, 1, 0};
    private static final byte[] PROBE = {'s', 'p', 'i', 'l', 'l', 'w', 'a', 'y'};

    private final String what;
    private final PublicKey publicKey;
    private final @Nullable Secret password;

    /**
     * @param what option and file, for messages
     * @param publicKey of the certificate that the key belongs to
     */
    PrivateKeys(String what, PublicKey publicKey, @Nullable Secret password) {
        this.what = what;
        this.publicKey = publicKey;
        this.password = password;
    }

    /**
     * The first private key of a file.
     *
     * @throws IOException if there is none that can be read and belongs to the certificate
     */
    PrivateKey read(byte[] pem) throws IOException, GeneralSecurityException {
        List<Pem.Block> blocks = Pem.blocks(what, pem);
        try {
            for (Pem.Block block : blocks) {
                if (block.label().endsWith("PRIVATE KEY")) {
                    return read(block);
                }
            }
        } finally {
            blocks.forEach(Pem.Block::wipe);
        }
        throw new IOException(what + " holds no private key in PEM");
    }

    private PrivateKey read(Pem.Block block) throws IOException, GeneralSecurityException {
        if (block.hasHeaders()) {
            throw new IOException(what + " is encrypted in OpenSSL's old form; convert it with: openssl pkcs8 -topk8");
        }
        byte[] pkcs8 = switch (block.label()) {
            case "PRIVATE KEY" -> block.der().clone();
            case "ENCRYPTED PRIVATE KEY" -> decrypted(block.der());
            case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> wrapped(block.der());
            default ->
                throw new IOException(what + " holds a \"" + shown(block.label())
                        + "\"; allowed is a PRIVATE KEY, ENCRYPTED PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY");
        };
        try {
            PrivateKey key =
                    KeyFactory.getInstance(publicKey.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            if (belongsToCertificate(key)) {
                return key;
            }
        } catch (InvalidKeySpecException e) {
            // A key of another kind, or none at all; the cause may quote it.
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
        throw new IOException(what + " does not hold the key of the certificate in certFile; if one of the two is"
                + " being replaced, the next attempt finds both");
    }

    private static String shown(String label) {
        String safe = label.replaceAll("[^A-Z0-9 ]", "?");
        return safe.length() <= 40 ? safe : safe.substring(0, 40);
    }

    /** Gives an older form the wrapping of PKCS #8, with the algorithm that the certificate names for its key. */
    private byte[] wrapped(byte[] key) {
        byte[] algorithm = Der.firstWithin(publicKey.getEncoded());
        return Der.element(Der.SEQUENCE, VERSION_0, algorithm, Der.element(Der.OCTET_STRING, key));
    }

    private byte[] decrypted(byte[] encrypted) throws IOException {
        if (password == null) {
            throw new IOException(what + " is encrypted, and keyPassword is not set");
        }
        EncryptedPrivateKeyInfo info;
        Cipher cipher;
        AlgorithmParameters parameters;
        try {
            info = new EncryptedPrivateKeyInfo(encrypted);
            parameters = info.getAlgParameters();
            cipher = Cipher.getInstance(algorithm(info, parameters));
        } catch (IOException | GeneralSecurityException e) {
            throw new IOException(what + " is encrypted in a way that this JVM cannot undo; allowed is PBES2 with AES,"
                    + " as openssl pkcs8 -topk8 writes it");
        }
        char[] chars = password.chars();
        PBEKeySpec spec = new PBEKeySpec(chars);
        try {
            SecretKey secret =
                    SecretKeyFactory.getInstance(cipher.getAlgorithm()).generateSecret(spec);
            cipher.init(Cipher.DECRYPT_MODE, secret, parameters);
            return info.getKeySpec(cipher).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IOException(what + " cannot be decrypted with keyPassword");
        } finally {
            spec.clearPassword();
            Arrays.fill(chars, '\0');
        }
    }

    /** JDK 17 says PBES2 for all of them, and only the parameters' text says which. */
    private static String algorithm(EncryptedPrivateKeyInfo info, @Nullable AlgorithmParameters parameters) {
        String name = info.getAlgName();
        return parameters != null && name.equals("PBES2") ? parameters.toString() : name;
    }

    private boolean belongsToCertificate(PrivateKey key) throws GeneralSecurityException {
        if (key instanceof RSAKey own && publicKey instanceof RSAKey certified) {
            return own.getModulus().equals(certified.getModulus());
        }
        String algorithm = publicKey.getAlgorithm().equals("EC") ? "SHA256withECDSA" : publicKey.getAlgorithm();
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(PROBE);
        return signature.verify(signed);
    }
}
