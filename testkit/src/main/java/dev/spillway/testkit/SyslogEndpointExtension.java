package dev.spillway.testkit;

/**
 * Gives tests a {@link SyslogEndpoint}, as a field or as a parameter, and closes it after them.
 *
 * <p>In a static field it lives as long as the class, with the same port, and forgets its messages before each test;
 * in an instance field each test has a new one. A test fails if the endpoint's own threads or its consumer of messages
 * failed.
 *
 * <pre>{@code
 * @RegisterExtension
 * static SyslogEndpointExtension syslog = SyslogEndpointExtension.of(SyslogEndpoint.tcp());
 *
 * @Test
 * void greetingArrives(SyslogEndpoint endpoint) {
 *     greet(endpoint.port());
 *     endpoint.awaitMessages(1, Duration.ofSeconds(5));
 * }
 * }</pre>
 *
 * <p>For tests of one class that run one after the other.
 */
public final class SyslogEndpointExtension extends EndpointExtension<SyslogEndpoint> {
    /** An extension with an endpoint for TLS that reads all. */
    public SyslogEndpointExtension() {
        this(SyslogEndpoint.tls());
    }

    private SyslogEndpointExtension(SyslogEndpointBuilder builder) {
        super(SyslogEndpoint.class, builder::start);
    }

    /** An extension whose endpoints are started by this builder. */
    public static SyslogEndpointExtension of(SyslogEndpointBuilder builder) {
        return new SyslogEndpointExtension(builder);
    }
}
