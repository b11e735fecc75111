package dev.spillway.internal.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What is said to a proxy until it passes bytes on. It begins with {@link #opening}, then takes turns. */
interface ProxyDialogue {

    /** The first thing to say. */
    byte[] opening();

    /**
     * Takes the proxy's next answer.
     *
     * @param received what has come and was not taken yet, in reading mode; an answer is taken as a whole or not at all
     * @return what to say next, perhaps nothing; null if the answer is not complete
     * @throws IOException if it refuses, or makes no sense; the message never quotes it
     */
    byte @Nullable [] next(ByteBuffer received) throws IOException;

    /** Whether it passes bytes on from now on. */
    boolean isOpen();

    /** The dialogue with a proxy about one destination. */
    static ProxyDialogue with(ProxySettings proxy, Destination destination) {
        return switch (proxy.kind()) {
            case HTTP -> new HttpConnect(proxy, destination);
            case SOCKS5 -> new Socks5(proxy, destination);
        };
    }
}
