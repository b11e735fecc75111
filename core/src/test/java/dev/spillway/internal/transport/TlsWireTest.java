package dev.spillway.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.ServerCertificate;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** TLS without sockets, so that each record comes when the test wants it. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
final class TlsWireTest {
    private final ServerCertificate certificate = TestCertificates.create().loopback();
    private final ByteBuffer unread = ByteBuffer.allocate(1024);

    private TlsWire client(MemoryTlsPeer peer) throws IOException {
        SSLEngine engine = certificate.clientContext().createSSLEngine("localhost", 6514);
        engine.setUseClientMode(true);
        return new TlsWire(peer, engine, Runnable::run);
    }

    private TlsWire connected(MemoryTlsPeer peer) throws IOException {
        TlsWire wire = client(peer);
        for (int i = 0; i < 100 && !wire.finishConnect(); i++) {
            peer.serve();
        }
        assertThat(wire.finishConnect()).isTrue();
        peer.serve();
        return wire;
    }

    private MemoryTlsPeer peer(String version) {
        return new MemoryTlsPeer(certificate.serverContext(), version);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void serverThatNegotiatesAgainNeitherStopsNorLosesTheStream() throws IOException {
        MemoryTlsPeer peer = peer("TLSv1.2");
        TlsWire wire = connected(peer);
        StringBuilder sent = new StringBuilder();
        peer.engine.beginHandshake();
        peer.send("");
        for (int i = 0; i < 50; i++) {
            wire.read(unread.clear());
            ByteBuffer next = bytes("message " + i + ";");
            wire.write(next);
            for (int step = 0; next.hasRemaining() && step < 100; step++) {
                wire.read(unread.clear());
                wire.write(next);
            }
            sent.append("message ").append(i).append(';');
            assertThat(next.hasRemaining()).isFalse();
        }
        peer.serve();
        assertThat(peer.received).hasToString(sent.toString());
    }

    @Test
    void keyUpdatesOfThePeerAreAnswered() throws IOException {
        MemoryTlsPeer peer = peer("TLSv1.3");
        TlsWire wire = connected(peer);
        for (int i = 0; i < 20; i++) {
            peer.engine.beginHandshake();
            peer.send("");
            assertThat(wire.read(unread.clear())).isPositive();
            assertThat(wire.write(bytes("x"))).isEqualTo(1);
        }
        peer.serve();
        assertThat(peer.received).hasToString("x".repeat(20));
    }

    @Test
    void recordsThatDoNotFitWaitForRoom() throws IOException {
        MemoryTlsPeer peer = peer("TLSv1.3");
        TlsWire wire = connected(peer);
        String text = "0123456789".repeat(30_000);
        ByteBuffer source = bytes(text);
        peer.room = 0;
        peer.reads = false;
        int taken = wire.write(source);
        assertThat(taken).isBetween(16_000, 70_000);
        assertThat(wire.write(source)).isZero();
        assertThat(wire.flush()).isFalse();
        peer.reads = true;
        while (source.hasRemaining() || !wire.flush()) {
            peer.room = 1_000;
            wire.write(source);
            peer.serve();
        }
        peer.serve();
        assertThat(peer.received).hasToString(text);
    }

    @Test
    void endOfThePeerIsSeenAfterWhatItSentBefore() throws IOException {
        for (String version : new String[] {"TLSv1.3", "TLSv1.2"}) {
            MemoryTlsPeer peer = peer(version);
            TlsWire wire = connected(peer);
            peer.send("hello");
            peer.send("again");
            peer.end();
            int reads = 0;
            while (wire.read(unread.clear()) >= 0) {
                assertThat(++reads).isLessThan(20);
            }
        }
    }

    @Test
    void orderlyEndSendsCloseNotifyAndThenTheEndOfTheStream() throws IOException {
        for (String version : new String[] {"TLSv1.3", "TLSv1.2"}) {
            MemoryTlsPeer peer = peer(version);
            TlsWire wire = connected(peer);
            wire.write(bytes("last words"));
            assertThat(wire.shutdownOutput()).isTrue();
            assertThat(peer.hasClientEnded()).isTrue();
            peer.serve();
            assertThat(peer.received).hasToString("last words");
            assertThat(peer.engine.isInboundDone()).isTrue();
            assertThat(wire.read(unread.clear()))
                    .as("its close_notify alone is no end")
                    .isNotNegative();
            peer.end();
            int reads = 0;
            while (wire.read(unread.clear()) >= 0) {
                assertThat(++reads).isLessThan(20);
            }
        }
    }

    @Test
    void handshakeWaitsForTheHelper() throws IOException {
        Queue<Runnable> tasks = new ArrayDeque<>();
        MemoryTlsPeer peer = peer("TLSv1.3");
        SSLEngine engine = certificate.clientContext().createSSLEngine("localhost", 6514);
        engine.setUseClientMode(true);
        TlsWire wire = new TlsWire(peer, engine, tasks::add);
        int ran = 0;
        for (int i = 0; i < 200 && !wire.finishConnect(); i++) {
            peer.serve();
            if (!tasks.isEmpty() && i % 5 == 0) {
                tasks.remove().run();
                ran++;
            }
            assertThat(tasks).hasSizeLessThanOrEqualTo(1);
        }
        assertThat(wire.finishConnect()).isTrue();
        assertThat(ran).isPositive();
    }

    @Test
    void requestIsAnsweredOnceThePeerReadsIt() throws IOException {
        MemoryTlsPeer peer = peer("TLSv1.3");
        TlsWire wire = connected(peer);
        assertThat(answersOf(wire)).as("session tickets").isZero();
        for (int i = 0; i < 50; i++) {
            peer.reads = false;
            wire.write(bytes("x"));
            assertThat(wire.takesRequests()).isTrue();
            assertThat(wire.request()).isTrue();
            wire.write(bytes("y"));
            assertThat(answersOf(wire)).isZero();
            peer.reads = true;
            assertThat(answersOf(wire)).isEqualTo(1);
        }
        assertThat(peer.received).hasToString("xy".repeat(50));
        assertThat(wire.isAskedByOthers()).isFalse();
        assertThat(wire.shutdownOutput()).isTrue();
        assertThat(wire.request()).as("a request after the end").isFalse();
    }

    @Test
    void whatThePeerSendsOfItsOwnIsNoAnswer() throws IOException {
        MemoryTlsPeer peer = peer("TLSv1.3");
        TlsWire wire = connected(peer);
        answersOf(wire);
        for (int length = 1; length < 64; length++) {
            peer.send("d".repeat(length));
            peer.engine.beginHandshake();
            peer.send("");
            assertThat(answersOf(wire)).as("data and a request").isZero();
            assertThat(wire.request()).isTrue();
            assertThat(answersOf(wire)).isEqualTo(1);
        }
        assertThat(wire.isAskedByOthers()).isFalse();
    }

    @Test
    void requestsOfThePeerWithoutEndTakeNoMemory() throws IOException {
        MemoryTlsPeer peer = peer("TLSv1.3");
        TlsWire wire = connected(peer);
        answersOf(wire);
        peer.room = 0;
        peer.reads = false;
        for (int i = 0; i < 20_000; i++) {
            peer.engine.beginHandshake();
            peer.send("");
            wire.read(unread.clear());
        }
        assertThat(wire.heldBytes()).isLessThan(80_000);
        peer.room = Integer.MAX_VALUE;
        peer.reads = true;
        ByteBuffer last = bytes("still here");
        for (int i = 0; i < 20_000 && peer.received.length() < last.limit(); i++) {
            wire.read(unread.clear());
            wire.write(last);
        }
        assertThat(peer.received).hasToString("still here");
        assertThat(wire.takeAnswers()).isZero();
    }

    @Test
    void olderTlsTakesNoRequests() throws IOException {
        MemoryTlsPeer peer = peer("TLSv1.2");
        assertThat(connected(peer).takesRequests()).isFalse();
    }

    private int answersOf(TlsWire wire) throws IOException {
        int reads = 0;
        while (wire.read(unread.clear()) > 0) {
            assertThat(++reads).isLessThan(100);
        }
        return wire.takeAnswers();
    }
}
