package dev.spillway.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import org.junit.jupiter.api.Test;

/** Records as JSSE reports them. */
final class KeyUpdatesTest {
    private static final int SHORT_UPDATE = 27;
    private static final int PADDED_UPDATE = 43;

    private final KeyUpdates updates = new KeyUpdates();

    private void received(HandshakeStatus status, int length, int data) {
        updates.received(new SSLEngineResult(Status.OK, status, length, data));
    }

    @Test
    void updatesAreAnswers() {
        received(HandshakeStatus.FINISHED, SHORT_UPDATE, 0);
        received(HandshakeStatus.FINISHED, PADDED_UPDATE, 0);
        assertThat(updates.takeAnswers()).isEqualTo(2);
        assertThat(updates.takeAnswers()).isZero();
    }

    @Test
    void recordsOfOtherKindsAreNone() {
        received(HandshakeStatus.NOT_HANDSHAKING, 38, 16);
        received(HandshakeStatus.NOT_HANDSHAKING, SHORT_UPDATE, 0); // a record of data that holds none
        received(HandshakeStatus.NOT_HANDSHAKING, PADDED_UPDATE, 0);
        received(HandshakeStatus.NEED_WRAP, SHORT_UPDATE, 0); // a request of the peer's
        received(HandshakeStatus.FINISHED, 24, 0);
        received(HandshakeStatus.FINISHED, 239, 0); // a session ticket
        updates.received(new SSLEngineResult(Status.CLOSED, HandshakeStatus.FINISHED, SHORT_UPDATE, 0));
        assertThat(updates.takeAnswers()).isZero();
        assertThat(updates.areAskedByOthers()).isFalse();
    }

    @Test
    void keysThatAreOldAreReplacedByJsse() {
        updates.sent(new SSLEngineResult(Status.OK, HandshakeStatus.NOT_HANDSHAKING, 100, 138));
        updates.sent(new SSLEngineResult(Status.OK, HandshakeStatus.NOT_HANDSHAKING, 0, PADDED_UPDATE));
        assertThat(updates.areAskedByOthers()).isFalse();
        updates.sent(new SSLEngineResult(Status.OK, HandshakeStatus.NEED_WRAP, 100, 138));
        assertThat(updates.areAskedByOthers()).isTrue();
    }

    @Test
    void keysThatWereReadWithForLongAreReplacedByJsse() {
        received(HandshakeStatus.NEED_WRAP, 138, 100);
        assertThat(updates.areAskedByOthers()).isTrue();
    }
}
