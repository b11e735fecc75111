package dev.spillway.testkit;

/**
 * Gives tests an {@link HttpsEndpoint}, as a field or as a parameter, and closes it after them.
 *
 * <p>In a static field it lives as long as the class, with the same port, and forgets messages and requests before each
 * test; in an instance field each test has a new one. A test fails if the consumer of messages or the function that
 * chooses answers failed.
 *
 * <pre>{@code
 * @RegisterExtension
 * static HttpsEndpointExtension https = HttpsEndpointExtension.of(HttpsEndpoint.https());
 *
 * @Test
 * void greetingArrivesThoughTheServerIsBusy(HttpsEndpoint endpoint) {
 *     endpoint.answerNext(HttpAnswer.status(503));
 *     greet(endpoint.uri("/v1/logs"));
 *     endpoint.awaitMessages(1, Duration.ofSeconds(5));
 * }
 * }</pre>
 *
 * <p>For tests of one class that run one after the other.
 */
public final class HttpsEndpointExtension extends EndpointExtension<HttpsEndpoint> {
    /** An extension with an endpoint for HTTPS that takes all. */
    public HttpsEndpointExtension() {
        this(HttpsEndpoint.https());
    }

    private HttpsEndpointExtension(HttpsEndpointBuilder builder) {
        super(HttpsEndpoint.class, builder::start);
    }

    /** An extension whose endpoints are started by this builder. */
    public static HttpsEndpointExtension of(HttpsEndpointBuilder builder) {
        return new HttpsEndpointExtension(builder);
    }
}
