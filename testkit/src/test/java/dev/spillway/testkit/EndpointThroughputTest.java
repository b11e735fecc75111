package dev.spillway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class EndpointThroughputTest {
    private static final int MESSAGES = 1_000_000;
    private static final Duration LONG = Duration.ofSeconds(50);

    /** Far below what a quiet machine does, and far above what would slow down a test of a million messages. */
    private static final int LEAST_PER_SECOND = 50_000;

    @Test
    void millionMessagesFitIntoMemoryAndArriveFast() throws Exception {
        byte[] frame = ("100 <14>" + "x".repeat(96)).getBytes(StandardCharsets.US_ASCII);
        byte[] block = repeat(frame, 1000);
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start();
                PlainClient client = PlainClient.tls(endpoint.port(), endpoint.certificate())) {
            client.handshake();
            long start = System.nanoTime();
            for (int i = 0; i < MESSAGES / 1000; i++) {
                client.send(block);
            }

            List<ReceivedMessage> messages = endpoint.awaitMessages(MESSAGES, LONG);
            double seconds = (System.nanoTime() - start) / 1e9;
            assertThat(messages).hasSize(MESSAGES);
            assertThat(messages.get(MESSAGES - 1).bytes()).hasSize(100);
            assertThat(MESSAGES / seconds).isGreaterThan(LEAST_PER_SECOND);
            System.out.printf("%,.0f messages/s over TLS%n", MESSAGES / seconds);
        }
    }

    private static byte[] repeat(byte[] frame, int times) {
        byte[] block = new byte[frame.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(frame, 0, block, i * frame.length, frame.length);
        }
        return block;
    }
}
