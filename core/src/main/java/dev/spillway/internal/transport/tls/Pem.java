package dev.spillway.internal.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The blocks of a PEM file (RFC 7468); what stands around them is ignored. */
final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final Set<String> CERTIFICATE = Set.of("CERTIFICATE", "X509 CERTIFICATE");

    private final String what;
    private final byte[] text;
    private final byte[] base64;
    private int length;
    private boolean hasHeaders;
    private @Nullable String label;
    private final List<Block> blocks = new ArrayList<>();

    /**
     * A block.
     *
     * @param label such as {@code CERTIFICATE}
     * @param der what it holds
     * @param hasHeaders whether it has headers of its own, as OpenSSL once wrote encrypted keys (RFC 1421)
     */
    record Block(String label, byte[] der, boolean hasHeaders) {
        void wipe() {
            Arrays.fill(der, (byte) 0);
        }
    }

    private Pem(String what, byte[] text) {
        this.what = what;
        this.text = text;
        this.base64 = new byte[text.length];
    }

    /**
     * The blocks, for the caller to {@link Block#wipe}.
     *
     * @param what option and file, for messages, which never quote the text
     */
    static List<Block> blocks(String what, byte[] text) throws IOException {
        Pem pem = new Pem(what, text);
        try {
            pem.readLines();
        } finally {
            Arrays.fill(pem.base64, (byte) 0);
        }
        return pem.blocks;
    }

    /**
     * The certificates in their order.
     *
     * @throws IOException if there is none, or one that cannot be read
     */
    static List<X509Certificate> certificates(String what, byte[] text) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks(what, text)) {
            if (CERTIFICATE.contains(block.label())) {
                certificates.add(certificate(what, block.der()));
            }
            block.wipe();
        }
        if (certificates.isEmpty()) {
            throw new IOException(what + " holds no certificate; it must hold at least one in PEM");
        }
        return certificates;
    }

    private static X509Certificate certificate(String what, byte[] der) throws IOException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            // The cause may quote the file.
            throw new IOException(what + " holds a certificate that cannot be read");
        }
    }

    private void readLines() throws IOException {
        int start = 0;
        while (start < text.length) {
            int end = start;
            while (end < text.length && text[end] != '\n' && text[end] != '\r') {
                end++;
            }
            line(start, end);
            start = end + 1;
        }
        if (label != null) {
            throw new IOException(what + " ends in the midst of a PEM block; if it is being written, the next attempt"
                    + " finds the whole");
        }
    }

    private void line(int start, int end) throws IOException {
        if (label == null) {
            if (startsWith(BEGIN, start, end)) {
                label = labelIn(BEGIN, start, end);
                length = 0;
                hasHeaders = false;
            }
        } else if (startsWith(END, start, end)) {
            if (!labelIn(END, start, end).equals(label)) {
                throw new IOException(what + " has a PEM block whose END is not that of its BEGIN");
            }
            blocks.add(new Block(label, decoded(), hasHeaders));
            label = null;
        } else if (contains(':', start, end)) {
            hasHeaders = true;
        } else {
            System.arraycopy(text, start, base64, length, end - start);
            length += end - start;
        }
    }

    private byte[] decoded() throws IOException {
        byte[] exact = Arrays.copyOf(base64, length);
        try {
            return Base64.getMimeDecoder().decode(exact);
        } catch (IllegalArgumentException e) {
            throw new IOException(what + " has a PEM block that is not Base64");
        } finally {
            Arrays.fill(exact, (byte) 0);
        }
    }

    private boolean startsWith(String prefix, int start, int end) {
        if (end - start < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (text[start + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String labelIn(String prefix, int start, int end) {
        String rest =
                new String(text, start + prefix.length(), end - start - prefix.length(), StandardCharsets.ISO_8859_1);
        int dashes = rest.indexOf(DASHES);
        return dashes < 0 ? rest : rest.substring(0, dashes);
    }

    private boolean contains(char c, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text[i] == c) {
                return true;
            }
        }
        return false;
    }
}
