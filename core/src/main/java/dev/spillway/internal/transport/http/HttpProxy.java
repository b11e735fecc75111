package dev.spillway.internal.transport.http;

import dev.spillway.internal.transport.tls.Secret;
import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A proxy between us and the endpoint.
 *
 * @param user for an HTTP proxy only; null where it asks for none
 * @param password null exactly where {@code user} is
 * @param greeting what to do before a SOCKS proxy passes bytes on; null for an HTTP proxy, to which OkHttp speaks
 */
public record HttpProxy(
        String host,
        int port,
        @Nullable Secret user,
        @Nullable Secret password,
        @Nullable Greeting greeting) {

    /** What is said to a SOCKS proxy. OkHttp leaves that to the JDK, which asks all of the process for a password. */
    public interface Greeting {
        /**
         * Returns when bytes are passed on.
         *
         * @param proxy connected to it
         * @throws IOException if it refuses, or makes no sense; the message names it, but not its password
         */
        void say(Socket proxy) throws IOException;
    }
}
