package dev.spillway.internal.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The network as an engine sees it. */
public interface Network {

    /** All addresses of a host. May block for long: for the helper's thread only. */
    InetAddress[] resolve(String host) throws IOException;

    /** Starts to connect a stream. */
    Wire connectStream(InetSocketAddress address, boolean keepAlive) throws IOException;

    /** A connected datagram socket. */
    Wire connectDatagrams(InetSocketAddress address) throws IOException;
}
