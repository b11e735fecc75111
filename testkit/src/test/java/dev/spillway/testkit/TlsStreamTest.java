package dev.spillway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class TlsStreamTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void aKeyUpdateIsAnsweredWhenTheMessagesBeforeItAreHandedOn() throws Exception {
        List<String> taken = new CopyOnWriteArrayList<>();
        CountDownLatch second = new CountDownLatch(1);
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls()
                        .onMessage(message -> {
                            taken.add(message.text());
                            if (taken.size() == 2) {
                                awaitQuietly(second);
                            }
                        })
                        .start();
                PlainClient client = PlainClient.tls(endpoint.port(), endpoint.certificate())) {
            client.handshake().sendCounted("one");
            endpoint.awaitMessageCount(1, SOON);
            int tickets = client.unread();
            endpoint.pause();
            // Once the connection stands, the JDK's client asks for new keys by this.
            client.sendCounted("two").handshake();
            endpoint.resume();
            await().atMost(SOON).until(() -> taken.size() == 2);

            assertThat(client.unread()).isEqualTo(tickets);
            second.countDown();
            await().atMost(SOON).until(() -> client.unread() > tickets);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
