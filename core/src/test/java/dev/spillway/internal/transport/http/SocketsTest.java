package dev.spillway.internal.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;

final class SocketsTest {
    @Test
    void lastPieceOfARequestDoesNotWaitForAnAcknowledgement() throws IOException {
        HttpProxy socks = new HttpProxy("localhost", 1080, null, null, proxy -> {});
        for (HttpProxy proxy : new HttpProxy[] {null, socks}) {
            try (Socket socket = new Sockets(proxy).createSocket()) {
                assertThat(socket.getTcpNoDelay()).as("through %s", proxy).isTrue();
            }
        }
    }
}
