package dev.spillway.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class MessageLogTest {
    private final MessageLog log = new MessageLog(null);

    /** A waiting test may wake only when the place of a message it has seen holds another one. */
    @Test
    void messageInTheForgottenOnesPlaceIsSeen() {
        log.add(message("one"));
        Predicate<ReceivedMessage> replacedWhileLookedAt = message -> {
            if (message.text().equals("one")) {
                log.clear();
                log.add(message("two"));
            }
            return message.text().equals("two");
        };

        assertThat(log.awaitOne(replacedWhileLookedAt, Duration.ZERO)).get().hasToString("connection 1: two");
    }

    private static ReceivedMessage message(String text) {
        return new ReceivedMessage(text.getBytes(UTF_8), 1, 0);
    }
}
