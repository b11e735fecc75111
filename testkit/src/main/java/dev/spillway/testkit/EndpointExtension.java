package dev.spillway.testkit;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** An endpoint that lives as long as the class or the test that started it, and is then closed. */
abstract class EndpointExtension<E extends Endpoint>
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private final Class<E> type;
    private final Supplier<E> starter;
    private @Nullable E endpoint;
    private @Nullable String ownerId;
    private int failuresTold;

    EndpointExtension(Class<E> type, Supplier<E> starter) {
        this.type = type;
        this.starter = starter;
    }

    /**
     * The present test's endpoint.
     *
     * @throws IllegalStateException outside a test
     */
    public E endpoint() {
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
            endpoint = starter.get();
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
        E ending = endpoint;
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
        return parameter.getParameter().getType() == type;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return endpoint();
    }
}
