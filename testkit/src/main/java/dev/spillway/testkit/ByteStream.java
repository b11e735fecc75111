package dev.spillway.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The frames' bytes of one connection, without or with TLS around them. */
interface ByteStream {
    /** Adds at least one byte to the cleared buffer, or returns -1 at the peer's end. */
    int read(ByteBuffer into) throws IOException;

    /** Tells the peer that nothing more will come: close_notify on TLS, then FIN. */
    void sendEnd() throws IOException;

    /** Whether the peer's end was as its protocol wants it. */
    boolean endWasOrderly();
}
