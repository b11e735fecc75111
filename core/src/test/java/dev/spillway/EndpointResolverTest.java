package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which presets and tokens go with which destinations. */
final class EndpointResolverTest {
    private static final String SECRET = "5ecret/T0ken-0123456789";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host=a;endpoint=papertrial | endpoint is \"papertrial\"; allowed is papertrail, loggly, betterstack,"
                        + " sumologic, logplex, cloudfoundry or plain",
                "destination=syslog+udp://a;endpoint=sumologic | endpoint is \"sumologic\", which has no preset for"
                        + " syslog+udp://a:514; allowed is a destination of syslog+tls:// with it, or endpoint=plain",
                "host=a;token=$ | token is \"****\", which goes nowhere in what is sent to syslog+tls://a:6514; allowed is"
                        + " endpoint=papertrail, loggly, betterstack, sumologic, or {token} in structuredData where the"
                        + " endpoint wants it, such as structuredData=[{token}@41058]",
                "host=a;endpoint=cloudfoundry;token=$ | token is \"****\", which goes nowhere in what is sent to"
                        + " syslog+tls://a:6514; allowed is endpoint=papertrail, loggly, betterstack, sumologic, or {token}"
                        + " in structuredData where the endpoint wants it, such as structuredData=[{token}@41058]",
                "host=a;structuredData=[{token}@1] | structuredData is \"[{token}@1]\", which has a place for a token that"
                        + " is not set; allowed is token with it, or no {token}",
                "host=a;endpoint=papertrail;token=$;format=rfc3164 | token is \"****\", which goes into structured data,"
                        + " for which format=rfc3164 has no place; allowed is format=rfc5424 with it",
                "host=a;endpoint=papertrail;token=$= | token is \"****\", which cannot stand in structured data as"
                        + " [{token}@41058]; allowed is a token without = where it is part of an SD-ID",
                "host=a;endpoint=betterstack;token=$;structuredData=[logtail@11993 a=\"b\"] | structuredData is"
                        + " \"[logtail@11993 a=\"b\"]\", which has an SD-ID that the token's element [logtail@11993"
                        + " source_token=\"{token}\"] has too; allowed is one of them",
                "host=a;endpoint=papertrail;token=$;maxMessageSize=480 | maxMessageSize is \"480\", which leaves too little"
                        + " beside the token; allowed is at least 511 bytes with this token",
                "destination=https://a;endpoint=loggly | destination is \"https://a:443/bulk/{token}/tag/bulk/\", which has a"
                        + " place for a token that is not set; allowed is token with it, or no {token}",
                "destination=https://a;header=X-Key: {token} | header is \"X-Key: ****\", which has a place for a token that"
                        + " is not set; allowed is token with it, or no {token}",
                "destination=https://a/x/{token};token=$?x | token is \"****\", which cannot stand in the path of"
                        + " https://a:443/x/{token}; allowed is a token of letters, digits and the signs that a path can"
                        + " have",
                "destination=https://a/x?key={token};token=$+x | token is \"****\", which cannot stand in the path of"
                        + " https://a:443/x?key={token}; allowed is a token of letters, digits and the signs that a path"
                        + " can have",
                "host=a;endpoint=logplex | endpoint is \"logplex\", which has no preset for syslog+tls://a:6514; allowed is"
                        + " a destination of https:// or http:// with it, or endpoint=plain",
                "destination=https://a,syslog+tls://b;endpoint=betterstack;token=$ | endpoint is \"betterstack\", which wants"
                        + " another format for each of the destinations, which share one; allowed is destinations of one"
                        + " format, or a format that all of them take",
                "host=a;framing=json-array | framing is \"json-array\", which is for JSON in requests; allowed is"
                        + " format=json and an https destination with it, or newline or octet-counting",
                "destination=syslog+tls://a,https://b;framing=octet-counting-lf | framing is \"octet-counting-lf\", which is"
                        + " for streams, not for requests; allowed is syslog destinations with it, or newline or"
                        + " octet-counting",
            })
    void whatDoesNotGoTogetherIsRefusedWithoutTheToken(String options, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resolve(options.replace("$", SECRET)))
                .withMessage(message)
                .withMessageNotContaining("5ecret");
    }

    @Test
    void aTokenThatTakesHalfOfAMessageIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> resolve("destination=syslog+udp://a;endpoint=papertrail;token=" + "x".repeat(600)))
                .withMessage(
                        "token is \"****\", which leaves too little of a message for the event; allowed is a token that"
                                + " takes at most half of maxMessageSize, which is 1024 bytes");
    }

    @Test
    void aTokenWithASignThatWouldEndItIsRefusedWithoutIt() {
        for (String sign : List.of(" ", "\r", "\n", "]", "\"", "\\", "\0", "\u007F", "\u00E9", "\uD83D\uDE00")) {
            assertThatIllegalArgumentException()
                    .as(sign)
                    .isThrownBy(() -> new OptionValues().set("token", "5ecret" + sign + "5ecret"))
                    .withMessageStartingWith("token is \"****\", which has a blank, a quote or another character")
                    .withMessageNotContaining("5ecret");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OptionValues().set("token", "5ecret".repeat(400)))
                .withMessageStartingWith("token is \"****\", which is too long; allowed is a token of up to 2048")
                .withMessageNotContaining("5ecret");
    }

    @Test
    void otherSignsOfAsciiMayBeInAToken() {
        StringBuilder signs = new StringBuilder();
        for (char c = '!'; c <= '~'; c++) {
            if ("\"\\]=;".indexOf(c) < 0) {
                signs.append(c);
            }
        }

        Settings settings = resolve("host=a;endpoint=papertrail;token=" + signs);

        assertThat(settings.transport().endpoint().fill("{token}")).isEqualTo(signs.toString());
        assertThat(resolve("host=a;endpoint=betterstack;token=a==")
                        .transport()
                        .endpoint()
                        .fill("{token}"))
                .isEqualTo("a==");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "destination=syslog+tcp://a;endpoint=papertrail;token=$ | syslog+tcp://a:601 carries the token in clear"
                        + " text: whoever is on the way can use it",
                "host=a;endpoint=loggly | endpoint=loggly without a token: syslog+tls://a:6514 is known to throw away what"
                        + " comes without one, and to say nothing"
            })
    void aRiskWithTheTokenIsTold(String options, String risk) {
        assertThat(resolve(options.replace("$", SECRET)).risks()).contains(risk);
    }

    @Test
    void aTokenInStructuredDataOfOnesOwnIsNoRisk() {
        assertThat(resolve("host=a;endpoint=loggly;structuredData=[0123456789012345678@41058]")
                        .risks())
                .isEmpty();
        assertThat(resolve("host=a;endpoint=papertrail").risks()).isEmpty();
    }

    @Test
    void aPresetHasALimitOfItsOwnForMessages() {
        assertThat(resolve("host=a;endpoint=papertrail").format().maxMessageSize())
                .isEqualTo(99_990);
        assertThat(resolve("host=a;endpoint=papertrail;maxMessageSize=1000")
                        .format()
                        .maxMessageSize())
                .isEqualTo(1000);
        assertThat(resolve("destination=syslog+tls://a,syslog+udp://b;endpoint=papertrail")
                        .format()
                        .maxMessageSize())
                .isEqualTo(1024);
    }

    @Test
    void whatHoldsATokenDoesNotShowIt() {
        Settings settings = resolve("host=a;endpoint=papertrail;token=" + SECRET);

        assertThat(settings.toString()).doesNotContain("5ecret").contains("token=****");
        assertThat(StartLine.of(settings)).doesNotContain("5ecret").endsWith("messages up to 99990 bytes");
        assertThat(Identity.ofSlot("main", settings)).doesNotContain("5ecret");
        assertThat(resolve("host=a;structuredData=[" + SECRET + "@1]").toString())
                .doesNotContain("5ecret");
    }

    @Test
    void anEngineWithAnotherTokenIsAnotherOneButItsSlotOnDiskIsTheSame() {
        Settings one = resolve("host=a;endpoint=papertrail;token=" + SECRET);
        Settings other = resolve("host=a;endpoint=papertrail;token=" + SECRET + "x");

        assertThat(Identity.of("main", one))
                .isNotEqualTo(Identity.of("main", other))
                .doesNotContain("5ecret");
        assertThat(Identity.ofSlot("main", one)).isEqualTo(Identity.ofSlot("main", other));
    }

    private static Settings resolve(String options) {
        OptionValues values = new OptionValues();
        for (String option : options.split(";")) {
            String[] parts = option.split("=", 2);
            values.set(parts[0], parts[1]);
        }
        ProcessFacts process = new ProcessFacts(Map.of("HOSTNAME", "h"), List.of(), "App", 1);
        return new SettingsResolver(values, process).resolve();
    }
}
