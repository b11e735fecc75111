package dev.spillway.internal.transport.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;

/** What an exception means, for the middle of a sentence. */
public final class Causes {
    private static final int DEEPEST = 20;

    private Causes() {}

    /** The message of the deepest cause, which is the one that names what is wrong, without its capital and its stop. */
    public static String sentence(Throwable e) {
        Throwable cause = e;
        boolean certificate = isOfCertificate(cause);
        for (int depth = 0; cause.getCause() != null && depth < DEEPEST; depth++) {
            cause = cause.getCause();
            certificate |= isOfCertificate(cause);
        }
        if (cause instanceof CertificateExpiredException) {
            return "the peer's certificate has expired (" + text(cause) + ")";
        }
        if (cause instanceof CertificateNotYetValidException) {
            return "the peer's certificate is not valid yet (" + text(cause) + ")";
        }
        return certificate ? "the peer's certificate is not trusted: " + text(cause) : text(cause);
    }

    private static boolean isOfCertificate(Throwable e) {
        return e instanceof CertificateException
                || e instanceof CertPathValidatorException
                || e instanceof CertPathBuilderException;
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        String text = message.strip();
        if (text.endsWith(".")) {
            text = text.substring(0, text.length() - 1);
        }
        boolean isWord = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return isWord ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
    }
}
