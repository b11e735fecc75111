package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.spillway.Seed;
import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.format.FormatSettings.Multiline;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No text makes an event vanish, forges a message or breaks one, wherever in an event it stands. */
final class HostileTextTest {
    /** At full scale. */
    private static final int SETTINGS = 10_000;

    private static final int EVENTS_EACH = 100;

    @Test
    void randomHostileEventsArriveAsTheyShould() {
        long seed = Seed.choose();
        double scale = Double.parseDouble(System.getProperty("spillway.scale", "0.1"));
        for (int i = 0; i < SETTINGS * scale; i++) {
            check(seed + i);
        }
    }

    @Test
    void hostileEventsOfAFixedSeedArriveAsTheyShould() {
        for (int i = 0; i < 100; i++) {
            check(20261122L + i);
        }
    }

    private static void check(long seed) {
        HostileEvents source = new HostileEvents(seed);
        TestSettings settings = source.settings();
        EventEncoders encoders = encodersWithRoom(settings);
        int sequenceId = settings.firstSequenceId;
        for (int i = 0; i < EVENTS_EACH; i++) {
            TestEvent event = source.event();
            try {
                Messages messages = new Messages();
                messages.outcome = encoders.encode(event.reader(), event, messages);
                new MessagesCheck(settings, event, messages, sequenceId).check();
                sequenceId += Math.max(messages.sent.size(), 1);
            } catch (AssertionError | RuntimeException e) {
                fail("seed " + seed + "L, event " + i + ", " + settings.build(), e);
            }
        }
    }

    /** Encoders for a limit that is as low as it may be, if the one in the settings is lower. */
    private static EventEncoders encodersWithRoom(TestSettings settings) {
        try {
            return settings.encoders();
        } catch (IllegalArgumentException e) {
            Matcher message = Pattern.compile("maxMessageSize must be at least (\\d+) bytes .*, was \\d+")
                    .matcher(e.getMessage());
            assertThat(message.matches()).as(e.getMessage()).isTrue();
            settings.maxMessageSize = Integer.parseInt(message.group(1));
            return settings.encoders();
        }
    }

    @Test
    void tenMegabytesInAnyFieldEndAtTheLimit() {
        String tenMegabytes = "\n<14>1 - - - - - - \uD83D\uDE00".repeat(500_000);
        for (Multiline multiline : Multiline.values()) {
            for (Format format : Format.values()) {
                for (int field = 0; field < 8; field++) {
                    TestSettings settings = new TestSettings();
                    settings.format = format;
                    settings.multiline = multiline;
                    TestEvent event = withHugeField(settings, field, tenMegabytes);

                    Messages messages = settings.encode(event);

                    assertThat(messages.outcome).isEqualTo(Outcome.APPENDED);
                    assertThat(messages.sent).hasSizeBetween(1, 64);
                    assertThat(messages.sent).last().matches(Messages.Sent::last);
                    assertThat(messages.sent).allSatisfy(sent -> {
                        assertThat(sent.bytes()).hasSizeLessThanOrEqualTo(8192);
                        assertParses(settings, sent);
                    });
                }
            }
        }
    }

    @Test
    void contentIsNeverEvaluated() {
        String tricky = "${jndi:ldap://127.0.0.1:1/x} ${env:HOME} ${sys:user.home} %n %s %d{yyyy} {} $(id) `id`";
        TestEvent event = new TestEvent(tricky).mdc("k", tricky);
        event.thread = tricky;

        Rfc5424Parser.Message message = new TestSettings().encodeOne(event);

        assertThat(message.text()).isEqualTo(tricky);
        assertThat(message.element("app@32473").value("k")).isEqualTo(tricky);
        assertThat(message.element("app@32473").value("thread")).isEqualTo(tricky);
    }

    private static void assertParses(TestSettings settings, Messages.Sent sent) {
        if (settings.format == Format.RFC5424) {
            Rfc5424Parser.parse(sent.bytes());
        } else if (settings.format == Format.JSON) {
            JsonObjects.parse(sent.bytes());
        } else {
            Rfc3164Parser.parse(sent.bytes());
        }
        if (settings.multiline != Multiline.KEEP) {
            assertThat(sent.string()).doesNotContain("\n");
        }
    }

    private static TestEvent withHugeField(TestSettings settings, int field, String huge) {
        TestEvent event = new TestEvent("up");
        switch (field) {
            case 0 -> event.message = huge;
            case 1 -> event.logger = huge;
            case 2 -> event.thread = huge;
            case 3 -> event.mdc(huge, huge);
            case 4 -> event.keyValue("k", new StringBuilder(huge));
            case 5 -> event.markers.add(huge);
            case 6 -> event.thrown(new IllegalStateException(huge));
            default -> {
                settings.hostname = huge;
                settings.appName = huge;
                settings.messageId = huge;
            }
        }
        return event;
    }
}
