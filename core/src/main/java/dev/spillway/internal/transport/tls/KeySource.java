package dev.spillway.internal.transport.tls;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files that hold our own certificate and its key. */
public sealed interface KeySource {

    /**
     * Certificate and key in PEM, in two files or in one.
     *
     * @param certFile our certificate, followed by those of its issuers
     * @param keyPassword of an encrypted key; null for a plain one
     */
    record Pem(Path certFile, Path keyFile, @Nullable Secret keyPassword) implements KeySource {
        @Override
        public String inWords() {
            return "certFile " + certFile;
        }
    }

    /**
     * A key store with at least one private key.
     *
     * @param keyPassword of the key in it; null if it is that of the store
     */
    record Store(
            Path keyStore, StoreFormat format, @Nullable Secret keyPassword) implements KeySource {
        @Override
        public String inWords() {
            return "keyStore " + keyStore;
        }
    }

    /** The option and the file of the certificate, for a message. */
    String inWords();
}
