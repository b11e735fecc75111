package dev.spillway.internal.transport;

import dev.spillway.internal.transport.http.HttpProxy;
import dev.spillway.internal.transport.tls.Causes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A dialogue with a proxy on a socket that waits; {@link ProxyWire} has it on one that does not. */
record ProxyGreeting(ProxySettings proxy, Destination destination) implements HttpProxy.Greeting {
    /** More than a SOCKS proxy has to say at once. */
    private static final int MOST_RECEIVED = 512;

    @Override
    public void say(Socket socket) throws IOException {
        try {
            talk(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            // Without a cause, whose words would stand for all.
            throw new IOException("proxy " + proxy + " " + Causes.sentence(e));
        }
    }

    /** Byte by byte, so that nothing is taken that comes behind the answer. */
    private void talk(InputStream in, OutputStream out) throws IOException {
        ProxyDialogue dialogue = ProxyDialogue.with(proxy, destination);
        ByteBuffer received = ByteBuffer.allocate(MOST_RECEIVED);
        byte[] said = dialogue.opening();
        while (true) {
            if (said != null) {
                out.write(said);
            }
            if (dialogue.isOpen()) {
                return;
            }
            int next = in.read();
            if (next < 0) {
                throw new EOFException("closed the connection before it passed anything on");
            }
            received.put((byte) next).flip();
            said = dialogue.next(received);
            received.compact();
        }
    }
}
