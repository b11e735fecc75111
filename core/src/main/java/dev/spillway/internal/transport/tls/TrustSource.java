package dev.spillway.internal.transport.tls;

import java.nio.file.Path;

/** The file that holds the certificates to trust. */
public sealed interface TrustSource {

    /** Certificates in PEM. */
    record Pem(Path caFile) implements TrustSource {
        @Override
        public Path file() {
            return caFile;
        }

        @Override
        public String option() {
            return "caFile";
        }
    }

    /** A key store with trusted certificates. */
    record Store(Path trustStore, StoreFormat format) implements TrustSource {
        @Override
        public Path file() {
            return trustStore;
        }

        @Override
        public String option() {
            return "trustStore";
        }
    }

    /** The file itself. */
    Path file();

    /** The option that names it. */
    String option();

    /** Option and file, for a message. */
    default String inWords() {
        return option() + " " + file();
    }
}
