package dev.spillway.examples.collector.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.examples.collector.syslog.SyslogParser;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokensTest {

    private final List<String> notices = new ArrayList<>();

    private Intake intake(String... tokens) {
        return new Intake(
                new SyslogParser(Clock.systemUTC()),
                events -> {},
                new Tokens(List.of(tokens)),
                (host, sender) -> true,
                notices::add,
                Limits.defaults());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<14>1 - h p 1 - [s3cret-T+/._@41058] hi | <14>1 - h p 1 - - hi",
                "<14>1 - h p 1 - [s3cret-T+/._@41058 tag=\"a\"] hi | <14>1 - h p 1 - - hi",
                "<14>1 - h p 1 - [a@1 b=\"c\"][s3cret-T+/._@41058][meta sequenceId=\"7\"] x"
                        + "| <14>1 - h p 1 - [a@1 b=\"c\"][meta sequenceId=\"7\"] x",
                "<14>1 - h p 1 - [s3cret-T+/._@41058] | <14>1 - h p 1 - -"
            })
    void tokenIsTakenOutOfWhatIsKept(String sent, String kept) {
        for (String[] tokens : new String[][] {{}, {"other", "s3cret-T+/._"}}) {
            ReceivedEvent received = intake(tokens).receive("tls", "::1", sent.strip());

            assertThat(received.text()).isEqualTo(kept.strip());
            assertThat(received.event().structuredData()).doesNotContain("s3cret");
            assertThat(received.event().program()).isEqualTo("p");
        }
    }

    @Test
    void elementsOfOthersAndTextsThatLookLikeOneStay() {
        for (String text : List.of(
                "<14>1 - h p 1 - [a@32473 b=\"[x@41058]\"] hi",
                "<14>1 - h p 1 - - [x@41058] hi",
                "[x@41058] no header")) {
            assertThat(intake().receive("tls", "::1", text).text()).isEqualTo(text);
        }
    }

    @Test
    void messageWithoutTheRightTokenIsDroppedAndToldOfWithoutNamingIt() {
        Intake intake = intake("right-token");

        assertThat(intake.receive("tls", "10.0.0.1", "<14>1 - h p 1 - [wrong-token@41058] hi"))
                .isNull();
        assertThat(intake.receive("tcp", "10.0.0.1", "<14>p: hi")).isNull();

        assertThat(notices)
                .hasSize(2)
                .noneMatch(notice -> notice.contains("wrong-token") || notice.contains("right-token"));
        assertThat(notices.get(0))
                .startsWith("tls: a message from 10.0.0.1 was dropped, it has a token that is not known");
        assertThat(notices.get(1)).startsWith("tcp: a message from 10.0.0.1 was dropped, it has no token");
    }
}
