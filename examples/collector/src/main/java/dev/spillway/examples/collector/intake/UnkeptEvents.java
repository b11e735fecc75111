package dev.spillway.examples.collector.intake;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What one connection has read and the store does not have yet. It is kept before the connection is read again, by
 * {@link #keptBeforeRead}: a sender that asks for a TLS 1.3 key update is answered while its connection is being read
 * (RFC 8446 section 4.6.3), so that the answer proves that all it sent before has been kept.
 *
 * <p>While the store fails, this waits and tries again, which holds the sender back and loses nothing. Confined to the
 * connection's thread.
 */
final class UnkeptEvents {

    private static final long PAUSE_AFTER_FAILURE_NANOS = Duration.ofSeconds(1).toNanos();

    private final String port;
    private final String sender;
    private final Intake intake;
    private final BooleanSupplier givenUp;
    private final List<ReceivedEvent> events = new ArrayList<>();

    UnkeptEvents(String port, String sender, Intake intake, BooleanSupplier givenUp) {
        this.port = port;
        this.sender = sender;
        this.intake = intake;
        this.givenUp = givenUp;
    }

    /** Adds a message, or drops it for want of a token. */
    void add(String text) {
        ReceivedEvent received = intake.receive(port, sender, text);
        if (received != null) {
            events.add(received);
        }
    }

    /**
     * Keeps what there is.
     *
     * @throws IOException if it could not be kept before the connection was given up
     */
    void keep() throws IOException {
        while (!events.isEmpty()) {
            try {
                intake.store().keep(events);
                events.clear();
            } catch (IOException e) {
                intake.notices().tell("The log cannot be written (" + e.getMessage() + "); senders wait until it can.");
                if (givenUp.getAsBoolean()) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
            }
        }
    }

    /** The stream, with everything kept before each read of it. */
    InputStream keptBeforeRead(InputStream in) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                keep();
                return in.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                keep();
                return in.read(bytes, offset, length);
            }
        };
    }
}
