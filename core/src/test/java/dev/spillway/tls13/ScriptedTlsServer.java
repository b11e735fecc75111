package dev.spillway.tls13;

import dev.spillway.testkit.SequenceOracle;
import dev.spillway.testkit.ServerCertificate;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/**
 * A TLS 1.3 server on loopback that does, record by record, what a script says, one connection after the other. It stands
 * on no TLS library, as none does all that RFC 8446 allows a peer.
 */
final class ScriptedTlsServer implements AutoCloseable {
    private static final int MOST_WAIT_SECONDS = 60;

    /** What the server does on a connection that has been made. */
    @FunctionalInterface
    interface Script {
        void run(Dialogue dialogue) throws IOException, GeneralSecurityException;
    }

    final SequenceOracle oracle = SequenceOracle.random();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger answersOfTheClient = new AtomicInteger();

    private final ServerCertificate certificate = TestCertificates.create().loopback();
    private final ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicReference<Socket> open = new AtomicReference<>();
    private final Script script;
    private final int scripted;
    private final Thread thread = new Thread(this::run, "scripted-tls-server");
    private volatile boolean holding;
    private volatile boolean closed;

    /** @param scripted on so many connections it does as the script says; on later ones it reads and answers at once */
    ScriptedTlsServer(Script script, int scripted) throws IOException {
        this.script = script;
        this.scripted = scripted;
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    Path writeCaPem(Path file) throws IOException {
        return certificate.writeCaPem(file);
    }

    /** How many different messages it has read. */
    long read() {
        return oracle.distinct();
    }

    /** Whether the first connection's script has come to its end, after which nothing is read of that connection. */
    boolean isHolding() {
        return holding;
    }

    /** Has the first connection be cut, and then the others be made. */
    void release() {
        released.countDown();
    }

    private void run() {
        while (!closed) {
            try (Socket socket = listener.accept()) {
                socket.setTcpNoDelay(true);
                socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(MOST_WAIT_SECONDS));
                open.set(socket);
                talk(socket, connections.incrementAndGet());
            } catch (IOException e) {
                // The connection is over, or the listener.
                holding = true;
            } catch (GeneralSecurityException | InterruptedException | RuntimeException e) {
                failure.compareAndSet(null, e);
                holding = true;
            }
        }
    }

    private void talk(Socket socket, int number) throws IOException, GeneralSecurityException, InterruptedException {
        TlsRecords records = new TlsRecords(socket);
        TlsHandshake.serve(records, certificate);
        Dialogue dialogue = new Dialogue(socket, records, oracle::accept, answersOfTheClient);
        if (number > scripted) {
            dialogue.serves();
            return;
        }
        script.run(dialogue);
        if (number == scripted) {
            holding = true;
            released.await(MOST_WAIT_SECONDS, TimeUnit.SECONDS);
            dialogue.cuts();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        release();
        listener.close();
        Socket last = open.get();
        if (last != null) {
            last.close();
        }
        Awaitility.await().atMost(Duration.ofSeconds(MOST_WAIT_SECONDS)).until(() -> !thread.isAlive());
        if (failure.get() != null) {
            throw new AssertionError("the scripted server failed", failure.get());
        }
    }
}
