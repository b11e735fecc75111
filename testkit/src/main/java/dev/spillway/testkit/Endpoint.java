package dev.spillway.testkit;

import java.util.List;

/** What {@link EndpointExtension} does with an endpoint of any kind. */
interface Endpoint extends AutoCloseable {
    void clear();

    List<Throwable> failures();

    @Override
    void close();
}
