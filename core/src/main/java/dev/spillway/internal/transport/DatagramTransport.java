package dev.spillway.internal.transport;

import dev.spillway.internal.transport.tls.Causes;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One message a datagram (RFC 5426). Nothing is known of what arrives, so what is sent counts as delivered. A message that
 * no datagram can hold, left on disk by an engine with a larger {@code maxMessageSize}, loses its end (RFC 5424 section
 * 6.1).
 */
final class DatagramTransport implements Transport {
    /** The largest content of a datagram over IPv4 (RFC 768, RFC 791): 65535 bytes without the headers of UDP and IP. */
    static final int LARGEST = 65_507;

    private final Wire wire;
    private final AddedElement element;
    private byte[] bytes;
    private ByteBuffer datagram;
    private State state = State.OPENING;
    private @Nullable String failure;
    private boolean confirmed;
    private long sentUpTo = -1;
    private long settledUpTo = -1;

    DatagramTransport(Wire wire, AddedElement element, int maxMessageSize) {
        this.wire = wire;
        this.element = element;
        this.bytes = new byte[maxMessageSize + element.length()];
        this.datagram = ByteBuffer.wrap(bytes);
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public boolean step(long nowNanos) {
        State before = state;
        try {
            if (state == State.OPENING && wire.finishConnect()) {
                state = State.OPEN;
            } else if (state == State.CLOSING) {
                confirmed = true;
                end(null);
            }
        } catch (IOException e) {
            end(Causes.sentence(e));
        }
        return state != before;
    }

    @Override
    public boolean offer(Message stored) {
        Message message = element.to(stored);
        int whole = message.length();
        int length = Math.min(whole, LARGEST);
        if (length > bytes.length) {
            // From disk, where an engine with a larger maxMessageSize left it.
            bytes = new byte[length];
            datagram = ByteBuffer.wrap(bytes);
        }
        message.copy(0, bytes, 0, length);
        if (length < whole) {
            length = cut(length);
        }
        try {
            datagram.clear().limit(length);
            boolean sent = wire.write(datagram) > 0;
            wire.wantWrite(!sent);
            sentUpTo = sent ? message.end() : sentUpTo;
            return sent;
        } catch (PortUnreachableException e) {
            // The answer to an earlier datagram: nobody listens there now. UDP has no way to know of later.
            sentUpTo = message.end();
            return true;
        } catch (IOException e) {
            end("the datagram socket broke: " + Causes.sentence(e));
            return false;
        }
    }

    /** Where the text may end: not within a character (RFC 3629), whose second to last bytes begin with the bits 10. */
    private int cut(int limit) {
        int end = limit - 1;
        while (end > limit - 4 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }

    @Override
    public boolean asksAgain() {
        return false;
    }

    @Override
    public void hurry() {
        // Nothing waits here.
    }

    @Override
    public int heldBytes() {
        return 0;
    }

    @Override
    public boolean isFlushed() {
        return true;
    }

    @Override
    public boolean knowsFate() {
        return true;
    }

    @Override
    public @Nullable Settled settled() {
        if (sentUpTo == settledUpTo) {
            return null;
        }
        settledUpTo = sentUpTo;
        return new Settled(sentUpTo, null);
    }

    @Override
    public void finish() {
        if (state == State.OPEN) {
            state = State.CLOSING;
        } else {
            abort();
        }
    }

    @Override
    public void abort() {
        end(null);
    }

    private void end(@Nullable String why) {
        if (state != State.ENDED) {
            failure = why;
            state = State.ENDED;
            wire.close();
        }
    }

    @Override
    public boolean isConfirmed() {
        return confirmed;
    }

    @Override
    public @Nullable String failure() {
        return failure;
    }

    @Override
    public Retry retry() {
        return Retry.USUAL;
    }
}
