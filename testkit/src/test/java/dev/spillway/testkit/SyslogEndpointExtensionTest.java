package dev.spillway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

final class SyslogEndpointExtensionTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<SyslogEndpoint> SEEN = new ArrayList<>();

    @Test
    void staticEndpointLivesAsLongAsTheClassAndForgetsMessages() {
        EngineExecutionResults results = execute(WithStaticField.class);

        results.testEvents()
                .assertStatistics(statistics -> statistics.succeeded(3).failed(0));
        assertThat(SEEN).hasSize(3).containsOnly(SEEN.get(0));
        assertClosed();
    }

    @Test
    void instanceEndpointIsNewForEachTest() {
        EngineExecutionResults results = execute(WithInstanceField.class);

        results.testEvents()
                .assertStatistics(statistics -> statistics.succeeded(2).failed(0));
        assertThat(SEEN).hasSize(2).doesNotHaveDuplicates();
        assertClosed();
    }

    @Test
    void failureOfTheConsumerFailsTheTest() {
        EngineExecutionResults results = execute(WithFailingConsumer.class);

        results.testEvents().assertStatistics(statistics -> statistics.failed(1));
        assertThat(results.testEvents().failed().stream()
                        .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()))
                .singleElement()
                .satisfies(error ->
                        assertThat(error).hasMessage("the endpoint failed: java.lang.IllegalStateException: no"));
        assertClosed();
    }

    private static void assertClosed() {
        assertThat(SEEN)
                .allSatisfy(endpoint -> assertThat(endpoint.connections())
                        .allSatisfy(connection -> assertThat(connection.end()).isNotEqualTo(ConnectionEnd.OPEN)));
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("testkit-"));
    }

    private static EngineExecutionResults execute(Class<?> testClass) {
        SEEN.clear();
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute();
    }

    private static void receiveOne(SyslogEndpoint endpoint) throws IOException {
        SEEN.add(endpoint);
        try (PlainClient client = PlainClient.tls(endpoint.port(), endpoint.certificate())) {
            client.sendCounted("one");
            assertThat(endpoint.awaitMessages(1, SOON)).hasSize(1);
        }
    }

    @ExtendWith(SyslogEndpointExtension.class)
    static final class WithStaticField {
        @Test
        void first(SyslogEndpoint endpoint) throws Exception {
            receiveOne(endpoint);
        }

        @Test
        void second(SyslogEndpoint endpoint) throws Exception {
            receiveOne(endpoint);
        }

        @Nested
        final class Inner {
            @Test
            void third(SyslogEndpoint endpoint) throws Exception {
                receiveOne(endpoint);
            }
        }
    }

    static final class WithInstanceField {
        @RegisterExtension
        final SyslogEndpointExtension syslog = SyslogEndpointExtension.of(SyslogEndpoint.tls());

        @Test
        void first(SyslogEndpoint endpoint) throws Exception {
            assertThat(syslog.endpoint()).isSameAs(endpoint);
            receiveOne(endpoint);
        }

        @Test
        void second() throws Exception {
            receiveOne(syslog.endpoint());
        }
    }

    static final class WithFailingConsumer {
        @RegisterExtension
        static SyslogEndpointExtension syslog =
                SyslogEndpointExtension.of(SyslogEndpoint.tcp().onMessage(message -> {
                    throw new IllegalStateException(message.text());
                }));

        @Test
        void only(SyslogEndpoint endpoint) throws Exception {
            SEEN.add(endpoint);
            try (PlainClient client = PlainClient.tcp(endpoint.port())) {
                client.send("no\n");
                await().atMost(SOON).until(() -> !endpoint.failures().isEmpty());
            }
        }
    }
}
