package dev.spillway.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

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
public final class SyslogEndpointExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private final SyslogEndpointBuilder builder;
    private @Nullable SyslogEndpoint endpoint;
    private @Nullable String ownerId;
    private int failuresTold;

    /** An extension with an endpoint for TLS that reads all. */
    public SyslogEndpointExtension() {
        this(SyslogEndpoint.tls());
    }

    private SyslogEndpointExtension(SyslogEndpointBuilder builder) {
        this.builder = builder;
    }

    /** An extension whose endpoints are started by this builder. */
    public static SyslogEndpointExtension of(SyslogEndpointBuilder builder) {
        return new SyslogEndpointExtension(builder);
    }

    /**
     * The present test's endpoint.
     *
     * @throws IllegalStateException outside a test
     */
    public SyslogEndpoint endpoint() {
        if (endpoint == null) {
            throw new IllegalStateException("there is an endpoint during a test only");
        }
        return endpoint;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        startFor(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (endpoint == null) {
            startFor(context);
        } else {
            endpoint.clear();
        }
    }

    /** Nested classes and their tests share what an outer one has started. */
    private void startFor(ExtensionContext context) {
        if (endpoint == null) {
            endpoint = builder.start();
            ownerId = context.getUniqueId();
            failuresTold = 0;
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        end(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        end(context);
    }

    private void end(ExtensionContext context) {
        SyslogEndpoint ending = endpoint;
        if (ending == null) {
            return;
        }
        if (context.getUniqueId().equals(ownerId)) {
            endpoint = null;
            ending.close();
        }
        tellFailures(ending.failures());
    }

    private void tellFailures(List<Throwable> failures) {
        if (failures.size() == failuresTold) {
            return;
        }
        AssertionError error = new AssertionError("the endpoint failed: " + failures.get(failuresTold));
        failures.stream().skip(failuresTold).forEach(error::addSuppressed);
        failuresTold = failures.size();
        throw error;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SyslogEndpoint.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return endpoint();
    }
}
