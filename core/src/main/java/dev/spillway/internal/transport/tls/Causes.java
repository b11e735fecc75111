package dev.spillway.internal.transport.tls;

import java.io.EOFException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What an exception means, for the middle of a sentence. */
public final class Causes {
    private static final int DEEPEST = 20;
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");
    /** What a server says of a client's certificate, or of there being none (RFC 8446 section 6.2). */
    private static final Pattern OF_OUR_CERTIFICATE = Pattern.compile("\\w*certificate\\w*|unknown_ca|access_denied");

    private Causes() {}

    /** The message of the deepest cause, which is the one that names what is wrong, without its capital and its stop. */
    public static String sentence(Throwable e) {
        Throwable cause = e;
        boolean certificate = isOfCertificate(cause);
        boolean handshake = cause instanceof SSLHandshakeException;
        for (int depth = 0; cause.getCause() != null && depth < DEEPEST; depth++) {
            cause = cause.getCause();
            certificate |= isOfCertificate(cause);
            handshake |= cause instanceof SSLHandshakeException;
        }
        if (handshake && cause instanceof EOFException) {
            return "the peer closed the connection during the TLS handshake";
        }
        if (cause instanceof SSLPeerUnverifiedException) {
            // OkHttp's message shows the whole certificate, in many lines. JSSE has found the host's name before.
            return "the peer's certificate is not trusted: it has the host as its common name only, and HTTPS asks for a"
                    + " subject alternative name";
        }
        if (cause instanceof CertificateExpiredException) {
            return "the peer's certificate has expired (" + text(cause) + ")";
        }
        if (cause instanceof CertificateNotYetValidException) {
            return "the peer's certificate is not valid yet (" + text(cause) + ")";
        }
        return certificate ? "the peer's certificate is not trusted: " + text(cause) : text(cause);
    }

    private static String refusal(String alert) {
        String text = "the peer ended the TLS session with the alert " + alert;
        if (alert.equals("handshake_failure")) {
            return text + ": it wants a certificate, which certFile and keyFile set, or there is no cipher suite in"
                    + " common";
        }
        return OF_OUR_CERTIFICATE.matcher(alert).matches()
                ? text + ", which is about the certificate we present: certFile and keyFile, or keyStore, set one"
                : text;
    }

    private static boolean isOfCertificate(Throwable e) {
        return e instanceof CertificateException
                || e instanceof CertPathValidatorException
                || e instanceof CertPathBuilderException;
    }

    /** The message of an exception itself, without its capital and its stop. */
    static String text(Throwable cause) {
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        if (message.contains("nrecognized SSL message")) {
            return "the peer does not speak TLS";
        }
        Matcher alert = ALERT.matcher(message);
        if (alert.find()) {
            return refusal(alert.group(1));
        }
        String text = message.strip();
        if (text.endsWith(".")) {
            text = text.substring(0, text.length() - 1);
        }
        boolean isWord = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return isWord ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
    }
}
