package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.frontends.Configured;
import dev.spillway.frontends.Shipper;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is logged is text, whatever a framework might read into it. */
final class LoggedTextTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("testkit");

    private static final Duration SOON = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource
    void textIsNeverEvaluated(Configured frontEnd) {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start();
                SyslogEndpoint lure = SyslogEndpoint.tcp().start()) {
            String text =
                    "${jndi:ldap://127.0.0.1:" + lure.port() + "/x} ${${lower:j}ndi:rmi://127.0.0.1:" + lure.port()
                            + "/x} ${env:PATH} ${sys:user.home} ${java:version} ${date:yyyy} %n %m %d{yyyy} {} {0} $(id) `id`";
            try (Shipper shipper = frontEnd.with(Map.of("destination", "syslog+tcp://127.0.0.1:" + endpoint.port()))) {
                shipper.log(text);
                shipper.log("last");
                endpoint.awaitMessage("last", SOON);
            }
            assertThat(endpoint.messages()).hasSize(2);
            assertThat(endpoint.messages().get(0).text()).endsWith(": " + text);
            assertThat(lure.connections()).isEmpty();
        }
    }
}
