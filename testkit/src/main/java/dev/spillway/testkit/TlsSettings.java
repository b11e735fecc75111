package dev.spillway.testkit;

import java.io.IOException;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;
import org.jspecify.annotations.Nullable;

/**
 * How a connection's stream is opened.
 *
 * @param context null for plain TCP
 * @param protocols the enabled TLS versions; empty for the JDK's own choice
 * @param demandsCertificate whether the client must present a certificate
 */
record TlsSettings(@Nullable SSLContext context, List<String> protocols, boolean demandsCertificate) {

    ByteStream open(Wire wire, SyslogConnection connection) throws IOException {
        if (context == null) {
            return new PlainStream(wire);
        }
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setSNIMatchers(List.of(new SniRecorder(connection)));
        if (!protocols.isEmpty()) {
            parameters.setProtocols(protocols.toArray(String[]::new));
        }
        parameters.setNeedClientAuth(demandsCertificate);
        engine.setSSLParameters(parameters);
        TlsStream stream = new TlsStream(wire, engine);
        stream.handshake();
        connection.secured(
                engine.getSession().getProtocol(),
                demandsCertificate ? engine.getSession().getPeerPrincipal().getName() : null);
        return stream;
    }

    /** Accepts every name; asked before the handshake can fail, unlike {@link ExtendedSSLSession}. */
    private static final class SniRecorder extends SNIMatcher {
        private final SyslogConnection connection;

        SniRecorder(SyslogConnection connection) {
            super(StandardConstants.SNI_HOST_NAME);
            this.connection = connection;
        }

        @Override
        public boolean matches(SNIServerName name) {
            connection.sawSniName(new SNIHostName(name.getEncoded()).getAsciiName());
            return true;
        }
    }
}
