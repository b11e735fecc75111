package dev.spillway.internal.transport.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Sockets for OkHttp, which lead to the endpoint, to an HTTP proxy, or through a SOCKS proxy. */
final class Sockets extends SocketFactory {
    private final @Nullable HttpProxy proxy;

    /** @param proxy null for none */
    Sockets(@Nullable HttpProxy proxy) {
        this.proxy = proxy;
    }

    @Override
    public Socket createSocket() throws IOException {
        HttpProxy.Greeting greeting = proxy == null ? null : proxy.greeting();
        Socket socket =
                proxy == null || greeting == null ? new Socket(Proxy.NO_PROXY) : new Through(proxy.port(), greeting);
        // OkHttp writes 8 KB at a time, of which the last would wait for an acknowledgement that is late on purpose.
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("only sockets that are not connected");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("only sockets that are not connected");
    }

    @Override
    public Socket createSocket(InetAddress address, int port) {
        throw new UnsupportedOperationException("only sockets that are not connected");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException("only sockets that are not connected");
    }

    /** Takes the proxy's address for the endpoint's, which the proxy looks up. */
    private static final class Through extends Socket {
        private final int port;
        private final HttpProxy.Greeting greeting;

        Through(int port, HttpProxy.Greeting greeting) {
            super(Proxy.NO_PROXY);
            this.port = port;
            this.greeting = greeting;
        }

        @Override
        public void connect(SocketAddress target, int timeoutMillis) throws IOException {
            super.connect(new InetSocketAddress(((InetSocketAddress) target).getAddress(), port), timeoutMillis);
            greeting.say(this);
        }
    }
}
