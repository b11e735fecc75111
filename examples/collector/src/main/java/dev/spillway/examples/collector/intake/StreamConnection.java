package dev.spillway.examples.collector.intake;

import dev.spillway.examples.collector.syslog.FrameReader;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * One sender on TLS or TCP. Its own thread reads until the sender ends the stream and then ends ours, so that a
 * sender which closes in order knows that everything was read and kept.
 */
final class StreamConnection implements Runnable {

    private static final int TLS_HANDSHAKE_RECORD = 0x16;
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final String port;
    private final Socket socket;
    private final String sender;
    private final Intake intake;
    private volatile boolean closing;

    StreamConnection(String port, Socket socket, Intake intake) {
        this.port = port;
        this.socket = socket;
        this.sender = ((InetSocketAddress) socket.getRemoteSocketAddress())
                .getAddress()
                .getHostAddress();
        this.intake = intake;
    }

    @Override
    public void run() {
        try (socket) {
            if (socket instanceof SSLSocket tls && !agreeOnTls(tls)) {
                return;
            }
            UnkeptEvents unkept = new UnkeptEvents(port, sender, intake, () -> closing);
            FrameReader frames = new FrameReader(
                    unkept.keptBeforeRead(new IdleInput(socket, intake.limits().idle(), LONGEST_END)),
                    intake.limits().messageBytes());
            if (!(socket instanceof SSLSocket) && frames.peek() == TLS_HANDSHAKE_RECORD) {
                tell("speaks TLS to a plain port, use the TLS port; closed");
                return;
            }
            try {
                readAll(frames, unkept);
            } finally {
                unkept.keep();
            }
        } catch (SSLException e) {
            tell("broke off TLS (" + e.getMessage() + ")");
        } catch (IOException e) {
            tell("was cut off (" + e.getMessage() + ")");
        }
    }

    private static void readAll(FrameReader frames, UnkeptEvents unkept) throws IOException {
        String message = frames.next();
        while (message != null) {
            unkept.add(message);
            message = frames.next();
        }
    }

    private boolean agreeOnTls(SSLSocket tls) throws IOException {
        tls.setSoTimeout(Math.toIntExact(intake.limits().handshake().toMillis()));
        try {
            tls.startHandshake();
        } catch (SocketTimeoutException e) {
            tell("sent no TLS handshake within " + intake.limits().handshake().toMillis() + " ms; closed");
            return false;
        } catch (SSLException | SocketException e) {
            boolean onlyLookedIn = e.getCause() instanceof EOFException;
            if (!onlyLookedIn) {
                tell("broke off the TLS handshake (" + e.getMessage()
                        + "); it must speak TLS 1.2 or 1.3 and trust the collector's ca.pem");
            }
            return false;
        }
        return true;
    }

    /** Ends our side in order and lets the thread read on until the sender has ended its own. */
    void endInOrder() {
        closing = true;
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            abort();
        }
    }

    /** Ends the connection now, whatever is still to be read. */
    void abort() {
        closing = true;
        try {
            socket.close();
        } catch (IOException e) {
            tell("could not be closed (" + e.getMessage() + ")");
        }
    }

    private void tell(String what) {
        if (!closing) {
            intake.notices().tell(port + ": the sender at " + sender + " " + what + ".");
        }
    }
}
