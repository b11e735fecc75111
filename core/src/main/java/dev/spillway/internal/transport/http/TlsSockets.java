package dev.spillway.internal.transport.http;

import dev.spillway.internal.transport.tls.TlsContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** TLS over sockets that are connected, with the same parameters as everywhere else. */
final class TlsSockets extends SSLSocketFactory {
    private final TlsContext tls;
    private final SSLSocketFactory factory;
    private final String host;

    TlsSockets(TlsContext tls, String host) {
        this.tls = tls;
        this.factory = tls.context().getSocketFactory();
        this.host = host;
    }

    @Override
    public Socket createSocket(Socket socket, String name, int port, boolean autoClose) throws IOException {
        SSLSocket made = (SSLSocket) factory.createSocket(socket, host, port, autoClose);
        tls.prepare(made, host);
        return made;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return factory.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return factory.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String name, int port) {
        throw new UnsupportedOperationException("only over a socket that is connected");
    }

    @Override
    public Socket createSocket(String name, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("only over a socket that is connected");
    }

    @Override
    public Socket createSocket(InetAddress address, int port) {
        throw new UnsupportedOperationException("only over a socket that is connected");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("only over a socket that is connected");
    }
}
