package dev.spillway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

final class HttpsEndpointExtensionTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final List<HttpsEndpoint> SEEN = new ArrayList<>();

    @Test
    void endpointLivesAsLongAsTheClassAndForgets() {
        EngineExecutionResults results = execute(WithExtension.class);

        results.testEvents()
                .assertStatistics(statistics -> statistics.succeeded(2).failed(0));
        assertThat(SEEN).hasSize(2).containsOnly(SEEN.get(0));
        assertClosed();
    }

    @Test
    void failureOfTheFunctionFailsTheTest() {
        EngineExecutionResults results = execute(WithFailingFunction.class);

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
                .allSatisfy(
                        endpoint -> assertThat(catchPost(endpoint).getClass()).isEqualTo(ConnectException.class));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("MockWebServer")));
    }

    private static Throwable catchPost(HttpsEndpoint endpoint) {
        return catchThrowable(() -> PostingClient.http1(endpoint).post("late"));
    }

    private static EngineExecutionResults execute(Class<?> testClass) {
        SEEN.clear();
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute();
    }

    private static void takeOne(HttpsEndpoint endpoint) throws Exception {
        SEEN.add(endpoint);
        assertThat(endpoint.messages()).isEmpty();
        PostingClient.http2(endpoint).post("one");
        assertThat(endpoint.awaitMessages(1, SOON)).hasSize(1);
    }

    @ExtendWith(HttpsEndpointExtension.class)
    static final class WithExtension {
        @Test
        void first(HttpsEndpoint endpoint) throws Exception {
            takeOne(endpoint);
        }

        @Test
        void second(HttpsEndpoint endpoint) throws Exception {
            takeOne(endpoint);
        }
    }

    static final class WithFailingFunction {
        @RegisterExtension
        final HttpsEndpointExtension https =
                HttpsEndpointExtension.of(HttpsEndpoint.https().choosing(request -> {
                    throw new IllegalStateException("no");
                }));

        @Test
        void only() throws Exception {
            SEEN.add(https.endpoint());
            assertThat(PostingClient.http1(https.endpoint()).post("one").statusCode())
                    .isEqualTo(500);
        }
    }
}
