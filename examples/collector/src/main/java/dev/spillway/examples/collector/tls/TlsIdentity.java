package dev.spillway.examples.collector.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What the collector shows to senders, and the file by which they recognise it.
 *
 * @param context for server sockets
 * @param caFile certificate authority for senders, PEM
 */
public record TlsIdentity(SSLContext context, Path caFile) {

    static TlsIdentity of(Credential server, Credential authority, Path caFile)
            throws GeneralSecurityException, IOException {
        char[] password = {};
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        Certificate[] chain = {server.certificate(), authority.certificate()};
        keys.setKeyEntry("server", server.key(), password, chain);
        KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new TlsIdentity(context, caFile);
    }
}
