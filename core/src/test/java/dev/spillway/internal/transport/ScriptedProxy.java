package dev.spillway.internal.transport;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy on loopback that does as a test says. It passes on to a port on loopback, whatever host it is asked for, and
 * keeps what it was asked. Each connection is served by a thread of its own until both ends are closed.
 */
public final class ScriptedProxy implements AutoCloseable {
    /** What is said on one connection before anything is passed on. */
    public interface Script {
        /** @return whether to pass bytes on from now on; otherwise the connection is closed */
        boolean play(DataInputStream in, OutputStream out, List<String> asked) throws IOException;
    }

    private final ServerSocket listener;
    private final int target;
    private final Script script;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    public ScriptedProxy(int target, Script script) throws IOException {
        this.target = target;
        this.script = script;
        listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        start("accept", this::accept);
    }

    /** An HTTP proxy that wants an authorization, or null for none, and gives one answer. */
    public static Script http(String authorization, String answer) {
        return (in, out, asked) -> {
            List<String> lines = new ArrayList<>();
            String line = line(in);
            while (!line.isEmpty()) {
                lines.add(line);
                line = line(in);
            }
            asked.add(String.join("|", lines));
            boolean known = authorization == null || lines.contains("Proxy-Authorization: " + authorization);
            String said = known ? answer : "HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic realm=\"p\"\r\n\r\n";
            out.write(said.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return said.startsWith("HTTP/1.1 2");
        };
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** A SOCKS 5 proxy that wants user and password, written {@code user:password}, or null for none. */
    public static Script socks(String credentials, int reply) {
        return (in, out, asked) -> {
            byte[] methods = new byte[in.readByte() == 5 ? in.readUnsignedByte() : 0];
            in.readFully(methods);
            String offered = new String(methods, StandardCharsets.ISO_8859_1);
            int method = credentials == null ? 0 : 2;
            if (offered.indexOf(method) < 0) {
                out.write(new byte[] {5, (byte) 0xff});
                return false;
            }
            out.write(new byte[] {5, (byte) method});
            if (credentials != null) {
                in.readByte();
                boolean known = credentials.equals(text(in) + ":" + text(in));
                out.write(new byte[] {1, (byte) (known ? 0 : 1)});
                if (!known) {
                    return false;
                }
            }
            in.skipNBytes(3);
            int kind = in.readByte();
            String host = kind == 3
                    ? text(in)
                    : InetAddress.getByAddress(in.readNBytes(kind == 1 ? 4 : 16))
                            .getHostAddress();
            asked.add(host + " " + in.readUnsignedShort());
            out.write(new byte[] {5, (byte) reply, 0, 1, 0, 0, 0, 0, 0, 0});
            return reply == 0;
        };
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** What each connection asked for: the lines of a CONNECT, or host and port. */
    public List<String> asked() {
        return asked;
    }

    /** How many connections there were. */
    public int connections() {
        return (int) threads.stream()
                .filter(thread -> thread.getName().endsWith("serve"))
                .count();
    }

    private Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, "scripted-proxy-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                sockets.add(client);
                start("serve", () -> serve(client));
            }
        } catch (IOException e) {
            // The end of the test.
        }
    }

    private void serve(Socket client) {
        try (client) {
            if (!script.play(new DataInputStream(client.getInputStream()), client.getOutputStream(), asked)) {
                client.shutdownOutput();
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
                return;
            }
            Socket server = new Socket(listener.getInetAddress(), target);
            sockets.add(server);
            Thread back = start("back", () -> pass(server, client));
            pass(client, server);
            join(back);
            server.close();
        } catch (IOException e) {
            // What the client sees of it is what counts.
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of the two is gone.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        for (Thread thread : threads) {
            join(thread);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
