package dev.spillway.internal.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A byte stream, or a series of datagrams, to one address. No method waits. Confined to the pump's thread.
 *
 * <p>The seam between a transport and the network: a test or a simulation brings its own.
 */
public interface Wire {

    /** Goes on connecting; true once data can be written. */
    boolean finishConnect() throws IOException;

    /** Reads what is there; 0 if nothing is, -1 if the peer has ended the stream. */
    int read(ByteBuffer target) throws IOException;

    /** Writes what the other side takes now and returns how many bytes of {@code source} that were. */
    int write(ByteBuffer source) throws IOException;

    /** Bytes that were written and not passed on. */
    int heldBytes();

    /** Whether everything written has been passed on; otherwise passes on what it can. */
    boolean flush() throws IOException;

    /** Goes on ending our direction of the stream; true once that is done. Everything must be flushed before. */
    boolean shutdownOutput() throws IOException;

    /** Whether the network should wake the pump as soon as more can be written. */
    void wantWrite(boolean wanted);

    /** Whether the peer can be asked what it has read; known once the wire is connected. */
    default boolean takesRequests() {
        return false;
    }

    /** Asks the peer to answer once it has read all that was written; false if there is no room for that now. */
    default boolean request() throws IOException {
        return false;
    }

    /** Whether the peer has sent data of its own. */
    default boolean hasReceivedData() {
        return false;
    }

    /** How many answers have come since the last call. */
    default int takeAnswers() {
        return 0;
    }

    /** Whether requests were sent that are not ours, so that answers cannot be counted. */
    default boolean isAskedByOthers() {
        return false;
    }

    /** Drops the connection at once. Never throws and never waits. */
    void close();
}
