package dev.spillway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class SyslogEndpointTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void messagesArriveOverTlsInOrderAndWithoutFraming() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start();
                PlainClient client = PlainClient.tls(endpoint.port(), endpoint.certificate())) {
            client.sendCounted("<14>first").send("<14>second\n").sendCounted("<14>third, with\nbreak");

            assertThat(texts(endpoint.awaitMessages(3, SOON)))
                    .containsExactly("<14>first", "<14>second", "<14>third, with\nbreak");
            assertThat(endpoint.messages())
                    .allSatisfy(message -> assertThat(message.connection()).isEqualTo(1));
            SyslogConnection connection = endpoint.connections().get(0);
            assertThat(connection.tlsProtocol()).contains("TLSv1.3");
            assertThat(connection.sniName()).contains("localhost");
        }
    }

    @Test
    void deadEndpointRefusesUntilItIsRestartedOnTheSamePort() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start()) {
            int port = endpoint.port();
            try (PlainClient client = PlainClient.tcp(port).send("one\n")) {
                endpoint.awaitMessages(1, SOON);
                endpoint.die();
                assertThatThrownBy(client::read).hasMessageContaining("reset");
                assertThatThrownBy(() -> PlainClient.tcp(port)).isInstanceOf(ConnectException.class);
            }
            endpoint.restart();
            try (PlainClient client = PlainClient.tcp(port).send("two\n")) {
                assertThat(texts(endpoint.awaitMessages(2, SOON))).containsExactly("one", "two");
                assertThat(endpoint.messages().get(1).connection()).isEqualTo(2);
            }
        }
    }

    private static List<String> texts(List<ReceivedMessage> messages) {
        return messages.stream().map(ReceivedMessage::text).toList();
    }
}
