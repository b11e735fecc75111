package dev.spillway.examples.collector.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MailSettingsTest {

    @Test
    void portsAndSenderFollowFromTheAddress() {
        assertThat(MailSettings.parse("smtp://relay.example.com", null, null))
                .isEqualTo(new MailSettings("relay.example.com", 587, false, "", "", "collector@relay.example.com"));
        assertThat(MailSettings.parse("smtps://me%40example.com@mail.example.com/", "secret", null))
                .isEqualTo(
                        new MailSettings("mail.example.com", 465, true, "me@example.com", "secret", "me@example.com"));
        assertThat(MailSettings.parse("smtp://me@h:25", "secret", "x@y.example").from())
                .isEqualTo("x@y.example");
        assertThat(MailSettings.parse("smtp://me@h:25", "secret", null).toString())
                .doesNotContain("secret", "me@");
    }

    @ParameterizedTest
    @CsvSource({
        "http://h, , must be smtp://USER@HOST:PORT",
        "smtp:h, , must be smtp://USER@HOST:PORT",
        "smtp://h/path, , must be smtp://USER@HOST:PORT",
        "mail host, , must be smtp://USER@HOST:PORT",
        "smtp://me:secret@h, , must hold no password",
        "smtp://me@h, , a user and --smtp-password-file belong together",
        "smtp://h, secret, a user and --smtp-password-file belong together",
    })
    void whatIsNoServerIsExplained(String address, String password, String message) {
        assertThatThrownBy(() -> MailSettings.parse(address, password, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("secret");
    }
}
