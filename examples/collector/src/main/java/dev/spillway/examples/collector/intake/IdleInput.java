package dev.spillway.examples.collector.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * What a socket brings, up to a long silence. Then our side of the connection is ended, and what the sender may have
 * sent meanwhile is still read; the stream ends when the sender ends its side, or with another short silence. Confined
 * to the connection's thread.
 */
final class IdleInput extends FilterInputStream {

    private final Socket socket;
    private final Duration longestEnd;
    private boolean ending;

    /**
     * The socket's input.
     *
     * @param idle longest silence; zero for no end ever
     * @param longestEnd longest silence once our side has been ended
     */
    IdleInput(Socket socket, Duration idle, Duration longestEnd) throws IOException {
        super(socket.getInputStream());
        this.socket = socket;
        this.longestEnd = longestEnd;
        socket.setSoTimeout(Math.toIntExact(idle.toMillis()));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (true) {
            try {
                return super.read(bytes, offset, length);
            } catch (SocketTimeoutException e) {
                if (ending) {
                    return -1;
                }
                ending = true;
                socket.shutdownOutput();
                socket.setSoTimeout(Math.toIntExact(longestEnd.toMillis()));
            }
        }
    }
}
