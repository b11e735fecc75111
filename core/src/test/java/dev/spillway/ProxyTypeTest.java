package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spillway.internal.transport.ProxySettings;
import dev.spillway.internal.transport.tls.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxyTypeTest {
    private static final String CANARY = "s3cr3t";

    @ParameterizedTest
    @CsvSource({
        "http://p.example:8080, http://p.example:8080",
        "SOCKS5://10.0.0.1:1080/, socks5://10.0.0.1:1080",
        "http://[2001:db8::1]:3128, http://[2001:db8::1]:3128",
        "http://u:p@[::1]:3128, http://[::1]:3128"
    })
    void isShownWithoutCredentials(String text, String shown) throws RefusedValueException {
        assertThat(new ProxyType().parse(text)).hasToString(shown);
    }

    @Test
    void credentialsMayHoldWhatAUriCannot() throws RefusedValueException {
        ProxySettings proxy = new ProxyType().parse("http://d%40n:p%2F+%25@:@p:1");

        assertThat(proxy.user()).isEqualTo(new Secret("d@n"));
        assertThat(proxy.password()).isEqualTo(new Secret("p/+%@:"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:s3cr3t@p",
                "ftp://me:s3cr3t@p:1",
                "http://s3cr3t@p:1",
                "http://me:s3cr3t%@p:1",
                "me:s3cr3t@p:1",
                "http://me:s3cr3t/x@p:99999",
                "http://me:s3cr3t@x@p q:1",
                "http://me:s3cr3t%00@p:1",
            })
    void refusedValueDoesNotShowThem(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Spillway.builder().set("proxy", text))
                .withMessageStartingWith("proxy is \"")
                .withMessageContaining("; allowed is http://user:password@host:port")
                .satisfies(e -> assertThat(e.toString()).doesNotContain(CANARY));
    }

    @Test
    void aProxyOfAnotherPasswordMakesAnotherEngine() {
        assertThat(identity("http://u:a@p:1")).isNotEqualTo(identity("http://u:b@p:1"));
        assertThat(identity("http://u:a@p:1"))
                .isEqualTo(identity("http://u:a@p:1"))
                .doesNotContain("u:a");
    }

    private static String identity(String proxy) {
        return Spillway.builder().host("localhost").set("proxy", proxy).identity();
    }
}
