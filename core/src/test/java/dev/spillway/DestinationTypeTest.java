package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationTypeTest {

    @ParameterizedTest
    @CsvSource({
        "syslog+tls://logs.example.com, syslog+tls://logs.example.com:6514",
        "syslog+tls://logs.example.com:12345, syslog+tls://logs.example.com:12345",
        "syslog+tls://logs.example.com/, syslog+tls://logs.example.com:6514",
        "SYSLOG+TCP://Logs.Example.com, syslog+tcp://Logs.Example.com:601",
        "syslog+udp://localhost, syslog+udp://localhost:514",
        "syslog+tls://logs_1.svc., syslog+tls://logs_1.svc.:6514",
        "syslog+tls://192.0.2.1:1, syslog+tls://192.0.2.1:1",
        "syslog+tls://[2001:db8::1], syslog+tls://[2001:db8::1]:6514",
        "syslog+tls://[::1]:65535, syslog+tls://[::1]:65535",
        "syslog+tcp://[::ffff:192.0.2.1], syslog+tcp://[::ffff:192.0.2.1]:601",
        "syslog+tcp://[fe80::1%eth0]:601, syslog+tcp://[fe80::1%eth0]:601"
    })
    void aUriNamesSchemeHostAndPort(String text, String destination) throws RefusedValueException {
        assertThat(new DestinationType().parse(text)).hasToString(destination);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "logs.example.com:6514 | has no scheme: write syslog+tls://logs.example.com:6514",
                "gopher://logs.example.com/v1 | has an unknown scheme",
                "syslog://logs.example.com | has an unknown scheme",
                "syslog+tls:///x | has a path or a query",
                "syslog+tls:// | has no host",
                "syslog+tls://:6514 | has no host",
                "syslog+tls://me@logs.example.com | has user information",
                "syslog+tls://me:pw@logs.example.com | has user information",
                "syslog+tls://logs.example.com/path | has a path or a query",
                "syslog+tls://logs.example.com?x=1 | has a path or a query",
                "syslog+tls://logs.example.com#x | has a fragment, or characters that a URI cannot have",
                "https://logs.example.com/v1#x | has a fragment, or characters that a URI cannot have",
                "https://logs.example.com/a b | has a fragment, or characters that a URI cannot have",
                "https://logs.example.com/{name} | has a fragment, or characters that a URI cannot have",
                "https://me:pw@logs.example.com/v1 | has user information",
                "https:///v1 | has no host",
                "syslog+tls://logs.example.com: | has no valid port",
                "syslog+tls://logs.example.com:0 | has no valid port",
                "syslog+tls://logs.example.com:65536 | has no valid port",
                "syslog+tls://logs.example.com:-1 | has no valid port",
                "syslog+tls://2001:db8::1 | has an IPv6 address without brackets",
                "syslog+tls://[2001:db8::g] | has no valid host",
                "syslog+tls://[192.0.2.1] | has no valid host",
                "syslog+tls://[1::2::3]:1 | has no valid host",
                "syslog+tls://logs..example.com | has no valid host",
                "syslog+tls://-logs.example.com | has no valid host",
                "syslog+tls://logs example.com | has no valid host",
                "syslog+tls://256.0.0.1 | has no valid host",
                "syslog+tls://1.2.3 | has no valid host",
                "syslog+tls://l\u00f6gs.example.com | has no valid host",
            })
    void anythingElseIsRefusedAndSaysWhy(String text, String clause) {
        assertThatExceptionOfType(RefusedValueException.class)
                .isThrownBy(() -> new DestinationType().parse(text))
                .withMessage(clause);
    }

    @ParameterizedTest
    @CsvSource({
        "https://logs.example.com, https://logs.example.com:443/",
        "HTTPS://logs.example.com:8443/v1/logs/{token}/x?a=b@c&d={token}, https://logs.example.com:8443/v1/logs/{token}/x?a=b@c&d={token}",
        "https://logs.example.com?a=b, https://logs.example.com:443/?a=b",
        "http://[::1]/, http://[::1]:80/",
    })
    void anHttpDestinationMayHaveAPathAndAQuery(String text, String shown) throws RefusedValueException {
        assertThat(new DestinationType().parse(text)).hasToString(shown);
    }

    @Test
    void destinationsOfTwoPathsAreTwo() throws RefusedValueException {
        DestinationType type = new DestinationType();
        assertThat(type.parse("https://a/x")).isEqualTo(type.parse("HTTPS://a:443/x"));
        assertThat(type.parse("https://a/x")).isNotEqualTo(type.parse("https://a/y"));
    }

    @ParameterizedTest
    @CsvSource({
        "logs.example.com, logs.example.com",
        "localhost, localhost",
        "192.0.2.1, 192.0.2.1",
        "::1, ::1",
        "[2001:db8::1], 2001:db8::1",
        "3com.example, 3com.example"
    })
    void aHostIsANameOrAnAddress(String text, String host) throws RefusedValueException {
        assertThat(new HostType().parse(text)).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "syslog+tls://logs.example.com",
                "logs.example.com:6514",
                "logs.example.com/x",
                "a b",
                "[logs]",
                "1.2.3.4.5",
                "1.2.3.4..",
                "999",
                "::g",
                ".",
                "a..b"
            })
    void anythingElseIsNoHost(String text) {
        assertThatExceptionOfType(RefusedValueException.class).isThrownBy(() -> new HostType().parse(text));
    }
}
