package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.Seed;
import dev.spillway.internal.format.FormatSettings.Field;
import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class KeptContextTest {
    private final TestSettings settings = new TestSettings();

    @Test
    void contextIsReadTwiceAndThenNotUntilItChanges() {
        EventEncoders encoders = settings.encoders();
        TestEvent event = event(3, "main");

        for (int i = 0; i < 5; i++) {
            assertThat(encode(encoders, event)).contains("thread=\"main\" key0=\"value 3\" key1=\"value 3\" key2");
        }
        assertThat(event.mdcRead).isEqualTo(2);

        event.thread = "other";
        assertThat(encode(encoders, event)).contains("thread=\"other\" key0=\"value 3\"");
        assertThat(event.mdcRead).isEqualTo(3);

        event.mdcIdentity = new Object();
        event.mdc.clear();
        assertThat(encode(encoders, event)).contains("[app@32473 thread=\"other\"]");
        assertThat(event.mdcRead).isEqualTo(4);
    }

    @Test
    void contextWithoutIdentityIsReadEachTime() {
        EventEncoders encoders = settings.encoders();
        TestEvent event = event(1, "main");
        event.mdcIdentity = null;
        for (int i = 0; i < 5; i++) {
            encode(encoders, event);
        }

        assertThat(event.mdcRead).isEqualTo(5);
    }

    @Test
    void nothingIsKeptOfAContextThatFailed() {
        EventEncoders encoders = settings.encoders();
        TestEvent event = event(1, "main");
        encode(encoders, event);
        event.mdc.set(0, null);
        assertThatThrownBy(() -> encode(encoders, event)).isInstanceOf(NullPointerException.class);
        event.mdc.set(0, new TestEvent.Param("mended", "yes"));

        assertThat(encode(encoders, event)).contains("thread=\"main\" mended=\"yes\"]");
    }

    @Test
    void messagesAreTheSameAsThoseOfContextsThatAreRead() {
        long seed = Seed.choose();
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            settings.maxMessageSize = 480 + random.nextInt(3) * 300;
            settings.fields = EnumSet.allOf(Field.class);
            settings.fields.removeIf(field -> random.nextInt(8) == 0);
            EventEncoders keeping = settings.encoders();
            EventEncoders reading = settings.encoders();
            TestEvent[] contexts = new TestEvent[4];
            for (int i = 0; i < contexts.length; i++) {
                contexts[i] = event(random.nextInt(12), "worker-" + random.nextInt(2));
            }
            TestEvent event = contexts[0];
            for (int i = 0; i < 100; i++) {
                event = random.nextInt(3) == 0 ? contexts[random.nextInt(contexts.length)] : event;
                event.keyValues.clear();
                for (int pair = random.nextInt(3); pair > 0; pair--) {
                    event.keyValue("pair", "x".repeat(random.nextInt(200)));
                }
                Object identity = event.mdcIdentity;
                String kept = encode(keeping, event);
                event.mdcIdentity = null;

                assertThat(kept)
                        .as("seed %dL, round %d, event %d", seed, round, i)
                        .isEqualTo(encode(reading, event));
                event.mdcIdentity = identity;
            }
        }
    }

    private static TestEvent event(int entries, String thread) {
        TestEvent event = new TestEvent("up");
        event.thread = thread;
        event.mdcIdentity = new Object();
        for (int i = 0; i < entries; i++) {
            event.mdc("key" + i, "value " + "]".repeat(entries / 4 * 40) + entries);
        }
        return event;
    }

    private static String encode(EventEncoders encoders, TestEvent event) {
        Messages messages = new Messages();
        messages.outcome = encoders.encode(event.reader(), event, messages);
        return messages.only().string();
    }
}
