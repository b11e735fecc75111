package dev.spillway.internal.transport.http;

import dev.spillway.internal.transport.tls.TlsContext;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes HTTP clients. */
public interface HttpClients {

    /**
     * A client for one destination.
     *
     * @param host the destination's host, as the certificate has to name it
     * @param addresses the host's, or the proxy's if there is one, in the order in which to try them
     * @param tls null for clear text
     * @param proxy null for none
     */
    HttpClient client(String host, List<InetAddress> addresses, @Nullable TlsContext tls, @Nullable HttpProxy proxy);

    /** Ends all clients. */
    void close();
}
