package dev.spillway.benchmarks.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A sink over TCP or TLS. */
final class StreamSink implements SinkServer {
    private static final int BACKLOG = 16;

    private final @Nullable SSLContext context;
    private final Executor threads;
    private final Reader reader;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final int port;
    private volatile ServerSocket server;

    StreamSink(@Nullable SSLContext context, Executor threads, Reader reader) throws IOException {
        this.context = context;
        this.threads = threads;
        this.reader = reader;
        server = open(0);
        port = server.getLocalPort();
        listen(server);
    }

    private static ServerSocket open(int port) throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        return opened;
    }

    private void listen(ServerSocket listening) {
        threads.execute(() -> accept(listening));
    }

    private void accept(ServerSocket listening) {
        try {
            while (true) {
                Socket connection = listening.accept();
                connections.add(connection);
                threads.execute(() -> read(connection));
            }
        } catch (IOException e) {
            if (listening == server) {
                System.err.println("The sink accepts no more: " + e);
            }
        }
    }

    private void read(Socket connection) {
        try (connection;
                Socket secured = secure(connection)) {
            reader.read(new ForwardInput(secured.getInputStream(), secured.getOutputStream()));
        } catch (IOException e) {
            if (connections.contains(connection)) {
                System.err.println("The sink lost a connection: " + e);
            }
        } finally {
            connections.remove(connection);
        }
    }

    private Socket secure(Socket connection) throws IOException {
        if (context == null) {
            return connection;
        }
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(connection, null, true);
        secured.setUseClientMode(false);
        return secured;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void goAway() throws IOException {
        ServerSocket former = server;
        server = new ServerSocket();
        former.close();
        for (Socket connection : List.copyOf(connections)) {
            connections.remove(connection);
            connection.setSoLinger(true, 0);
            connection.close();
        }
    }

    @Override
    public void comeBack() throws IOException {
        server = open(port);
        listen(server);
    }
}
