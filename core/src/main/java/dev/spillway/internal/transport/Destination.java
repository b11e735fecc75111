package dev.spillway.internal.transport;

import org.jspecify.annotations.Nullable;

/**
 * Where to send: {@code syslog+tls://host:port} and its kin.
 *
 * @param host a name or an IP literal without brackets
 * @param path from the slash on, with the query; only HTTP has one, else it is empty. May hold {@code {token}}
 */
public record Destination(Scheme scheme, String host, int port, String path) {

    /** A destination without a path. */
    public Destination(Scheme scheme, String host, int port) {
        this(scheme, host, port, scheme.isHttp() ? "/" : "");
    }

    /** How to send. */
    public enum Scheme {
        TLS("syslog+tls", 6514),
        TCP("syslog+tcp", 601),
        UDP("syslog+udp", 514),
        HTTPS("https", 443),
        HTTP("http", 80);

        private final String text;
        private final int defaultPort;

        Scheme(String text, int defaultPort) {
            this.text = text;
            this.defaultPort = defaultPort;
        }

        /** The scheme as a URI has it. */
        public String text() {
            return text;
        }

        /** Whether messages go in requests over HTTP. */
        public boolean isHttp() {
            return this == HTTPS || this == HTTP;
        }

        /** Whether messages go encrypted, to a host that has proven its name. */
        public boolean isSecure() {
            return this == HTTPS || this == TLS;
        }

        /** The port when a URI names none. */
        public int defaultPort() {
            return defaultPort;
        }
    }

    // Written out, as linking those of a record is one of the dearest parts of an engine's first start.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Destination that
                && scheme == that.scheme
                && host.equals(that.host)
                && port == that.port
                && path.equals(that.path);
    }

    @Override
    public int hashCode() {
        return ((scheme.name().hashCode() * 31 + host.hashCode()) * 31 + port) * 31 + path.hashCode();
    }

    @Override
    public String toString() {
        String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return scheme.text() + "://" + shown + ":" + port + path;
    }
}
