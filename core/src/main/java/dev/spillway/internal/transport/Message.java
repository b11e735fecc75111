package dev.spillway.internal.transport;

/** A message that is offered to a transport: bytes without framing. Valid during the call that it is passed to. */
public interface Message {

    /** The message's length in bytes. */
    int length();

    /** Copies {@code length} bytes of it, from byte {@code from} on. */
    void copy(int from, byte[] target, int to, int length);
}
