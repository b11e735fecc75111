package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Seed;
import dev.spillway.internal.format.FormatSettings.Field;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Contexts without an identity: what one event wrote is written again for the next. */
final class KeptParamsTest {
    private final TestSettings settings = new TestSettings();

    @Test
    void valueThatChangesIsReadAgain() {
        EventEncoders encoders = settings.encoders();
        StringBuilder value = new StringBuilder("first");
        TestEvent event = event().mdc("user", "alice").mdc("state", value).mdc("tenant", "north");
        assertThat(encode(encoders, event)).contains("user=\"alice\" state=\"first\" tenant=\"north\"]");

        value.replace(0, value.length(), "second");
        assertThat(encode(encoders, event)).contains("user=\"alice\" state=\"second\" tenant=\"north\"]");
    }

    @Test
    void fewerAndMoreParamsFollowEachOther() {
        EventEncoders encoders = settings.encoders();
        TestEvent event = event().mdc("user", "alice").mdc("tenant", "north");
        assertThat(encode(encoders, event)).contains("[app@32473 thread=\"main\" user=\"alice\" tenant=\"north\"]");
        TestEvent.Param tenant = event.mdc.remove(1);
        assertThat(encode(encoders, event)).contains("[app@32473 thread=\"main\" user=\"alice\"]");
        event.mdc.add(tenant);
        assertThat(encode(encoders, event)).contains("[app@32473 thread=\"main\" user=\"alice\" tenant=\"north\"]");
        event.mdc.clear();
        event.thread = "";
        assertThat(encode(encoders, event)).doesNotContain("app@32473");
    }

    @Test
    void threadIsNotTakenForAnEntryThatIsLeftOut() {
        settings.mdcExcludes = Set.of("thread");
        EventEncoders encoders = settings.encoders();
        TestEvent named = event();
        TestEvent nameless = event().mdc("thread", "main").mdc("user", "alice");
        nameless.thread = "";
        for (int i = 0; i < 2; i++) {
            assertThat(encode(encoders, named)).contains("[app@32473 thread=\"main\"]");
            assertThat(encode(encoders, nameless)).contains("[app@32473 user=\"alice\"]");
        }
    }

    @Test
    void messagesAreTheSameAsThoseOfAnEncoderThatKeepsNothing() {
        long seed = Seed.choose();
        Random random = new Random(seed);
        List<TestEvent.Param> known = known(random);
        for (int round = 0; round < 40; round++) {
            settings.maxMessageSize = 480 + random.nextInt(4) * 1200;
            settings.mdcExcludes = Set.of("key3", random.nextBoolean() ? "thread" : "key4");
            settings.fields = EnumSet.allOf(Field.class);
            settings.fields.removeIf(field -> random.nextInt(8) == 0);
            EventEncoders keeping = settings.encoders();
            TestEvent event = event();
            for (int i = 0; i < 60; i++) {
                change(event, known, random);
                event.keyValues.clear();
                if (random.nextInt(4) == 0) {
                    event.keyValue("pair", "y".repeat(random.nextInt(200)));
                }
                assertThat(withoutNumber(encode(keeping, event)))
                        .as("seed %dL, round %d, event %d", seed, round, i)
                        .isEqualTo(withoutNumber(encode(settings.encoders(), event)));
            }
        }
    }

    private static List<TestEvent.Param> known(Random random) {
        List<TestEvent.Param> known = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Object value = switch (random.nextInt(8)) {
                case 0 -> null;
                case 1 -> i;
                case 2 -> new StringBuilder("in a builder");
                default -> i == 10 ? "main" : "value ] " + "x".repeat(random.nextInt(5) * random.nextInt(40));
            };
            known.add(new TestEvent.Param(i % 10 == 0 ? "thread" : "key" + i % 10, value));
        }
        return known;
    }

    private static void change(TestEvent event, List<TestEvent.Param> known, Random random) {
        if (random.nextInt(3) == 0 && !event.mdc.isEmpty()) {
            event.mdc.remove(random.nextInt(event.mdc.size()));
        }
        if (random.nextInt(2) == 0 && event.mdc.size() < 20) {
            event.mdc.add(random.nextInt(event.mdc.size() + 1), known.get(random.nextInt(known.size())));
        }
        if (random.nextInt(10) == 0) {
            event.thread = List.of("", "main", "worker").get(random.nextInt(3));
        }
    }

    private static String withoutNumber(String message) {
        return message.replaceFirst("sequenceId=\"\\d+\"", "");
    }

    private static TestEvent event() {
        TestEvent event = new TestEvent("up");
        event.thread = "main";
        return event;
    }

    private static String encode(EventEncoders encoders, TestEvent event) {
        Messages messages = new Messages();
        messages.outcome = encoders.encode(event.reader(), event, messages);
        return messages.only().string();
    }
}
