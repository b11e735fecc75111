package dev.spillway.testkit;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The simplest syslog client there is: a socket, and frames written to it. */
final class PlainClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket;
    private final Socket raw;

    private PlainClient(Socket socket, Socket raw) throws IOException {
        this.socket = socket;
        this.raw = raw;
        raw.setSoTimeout(TIMEOUT_MILLIS);
    }

    static PlainClient tcp(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        return new PlainClient(socket, socket);
    }

    /** Connects with host name verification, and doesn't start the handshake. */
    static PlainClient tls(int port, ServerCertificate trusted) throws IOException {
        return tls(port, trusted, "localhost");
    }

    static PlainClient tls(int port, ServerCertificate trusted, String host) throws IOException {
        Socket raw = new Socket("127.0.0.1", port);
        SSLSocket socket =
                (SSLSocket) trusted.clientContext().getSocketFactory().createSocket(raw, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!Character.isDigit(host.charAt(0))) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        socket.setSSLParameters(parameters);
        return new PlainClient(socket, raw);
    }

    PlainClient handshake() throws IOException {
        ((SSLSocket) socket).startHandshake();
        return this;
    }

    /** How many bytes, as they came over the network, are there to be read. */
    int unread() throws IOException {
        return raw.getInputStream().available();
    }

    PlainClient timeoutMillis(int millis) throws IOException {
        raw.setSoTimeout(millis);
        return this;
    }

    PlainClient sendCounted(String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return send(bytes.length + " " + message);
    }

    PlainClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    PlainClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads one byte: -1 is an orderly end, an exception anything else. */
    int read() throws IOException {
        return socket.getInputStream().read();
    }

    /** Ends the client's direction in order. */
    PlainClient end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Sends FIN below TLS. */
    PlainClient endRaw() throws IOException {
        raw.shutdownOutput();
        return this;
    }

    PlainClient reset() throws IOException {
        raw.setSoLinger(true, 0);
        raw.close();
        return this;
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }
}
