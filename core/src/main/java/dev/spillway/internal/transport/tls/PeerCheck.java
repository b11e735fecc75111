package dev.spillway.internal.transport.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a peer is to be trusted: JSSE checks its chain and its name, then one of the pins must be in that
 * chain. A refusal says which option stands in the way.
 */
final class PeerCheck extends X509ExtendedTrustManager {
    private static final int LONGEST_NAME = 100;

    private final X509ExtendedTrustManager jsse;
    private final String authorities;
    private final List<Pin> pins;
    private final ExpiryWatch expiry;

    /** @param authorities where the trusted certificates come from, in words */
    PeerCheck(X509ExtendedTrustManager jsse, String authorities, List<Pin> pins, ExpiryWatch expiry) {
        this.jsse = jsse;
        this.authorities = authorities;
        this.pins = pins;
        this.expiry = expiry;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            jsse.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw explained(e, chain, engine.getPeerHost());
        }
        accept(chain, engine.getPeerHost());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        SSLSession session = socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null;
        String host = session == null ? null : session.getPeerHost();
        try {
            jsse.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            throw explained(e, chain, host);
        }
        accept(chain, host);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            jsse.checkServerTrusted(chain, authType);
        } catch (CertificateException e) {
            throw explained(e, chain, null);
        }
        accept(chain, null);
    }

    private void accept(X509Certificate[] chain, @Nullable String host) throws CertificateException {
        CertificatePath path = CertificatePath.of(chain, getAcceptedIssuers());
        if (!pins.isEmpty()
                && path.certificates().stream().noneMatch(certificate -> pins.contains(Pin.of(certificate)))) {
            throw new CertificateException(
                    "no key in its chain is one of pin; that of its own certificate is " + Pin.of(chain[0]));
        }
        expiry.peer(host, path);
    }

    /** The same refusal in words that name what can be done about it. */
    private CertificateException explained(
            CertificateException refusal, X509Certificate[] chain, @Nullable String host) {
        CertificatePath path = CertificatePath.of(chain, getAcceptedIssuers());
        if (path.anchored()) {
            boolean ofName = refusal.getClass() == CertificateException.class && refusal.getCause() == null;
            return ofName && host != null
                    ? new CertificateException("it is not for " + host + ": " + Causes.text(refusal))
                    : refusal;
        }
        if (path.isSelfSigned()) {
            return new CertificateException("it is self-signed, and " + authorities + " does not hold it");
        }
        String issuer = path.top().getIssuerX500Principal().getName();
        String hint = chain.length == 1 ? "; the peer may also have left out a certificate in between" : "";
        return new CertificateException(
                "it is signed by an authority that " + authorities + " does not hold (" + shown(issuer) + ")" + hint);
    }

    /** A stranger's words, in one line and not too long. */
    private static String shown(String name) {
        String safe = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "?");
        return safe.length() <= LONGEST_NAME ? safe : safe.substring(0, LONGEST_NAME) + "...";
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jsse.getAcceptedIssuers();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw noServer();
    }

    private static CertificateException noServer() {
        return new CertificateException("an engine is no server, and trusts no client");
    }
}
