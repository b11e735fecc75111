package dev.spillway.internal.transport;

import dev.spillway.internal.transport.tls.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What stands between us and the endpoints, and passes streams on.
 *
 * @param host a name or an IP literal without brackets
 * @param user null where it asks for none
 * @param password null exactly where {@code user} is
 */
public record ProxySettings(
        Kind kind,
        String host,
        int port,
        @Nullable Secret user,
        @Nullable Secret password) {

    /** How to speak to it. */
    public enum Kind {
        /** HTTP CONNECT (RFC 9110 section 9.3.6). */
        HTTP("http"),
        /** SOCKS 5 (RFC 1928), names being looked up by the proxy. */
        SOCKS5("socks5");

        private final String scheme;

        Kind(String scheme) {
            this.scheme = scheme;
        }

        /** The scheme as a URI has it. */
        public String scheme() {
            return scheme;
        }
    }

    /** As a URI, without user and password. */
    @Override
    public String toString() {
        return kind.scheme() + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
