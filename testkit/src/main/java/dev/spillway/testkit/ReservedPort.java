package dev.spillway.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a port for an endpoint that will listen again, while connections to it are refused as if it belonged to nobody:
 * else whoever asks the system for any port may be given this one.
 */
final class ReservedPort implements AutoCloseable {
    private final SocketChannel bound;

    private ReservedPort(SocketChannel bound) {
        this.bound = bound;
    }

    /** Takes a port that the endpoint has just closed; null if somebody was faster. */
    static @Nullable ReservedPort take(InetSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            // As the endpoint's connections may live on.
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address);
            return new ReservedPort(channel);
        } catch (IOException e) {
            channel.close();
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        bound.close();
    }
}
