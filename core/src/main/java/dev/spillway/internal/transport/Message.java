package dev.spillway.internal.transport;

/** A message that is offered to a transport: bytes without framing. Valid during the call that it is passed to. */
public interface Message {

    /** The message's length in bytes. */
    int length();

    /**
     * Where in the message STRUCTURED-DATA begins (RFC 5424 section 6.3): at its {@code -} or at its first {@code [};
     * 0 if the message has none.
     */
    int structuredDataAt();

    /** Copies {@code length} bytes of it, from byte {@code from} on. */
    void copy(int from, byte[] target, int to, int length);

    /** Where in the buffer it lies: a number that grows from message to message. */
    long position();

    /** The position behind it. */
    long end();
}
