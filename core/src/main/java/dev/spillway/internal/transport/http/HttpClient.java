package dev.spillway.internal.transport.http;

/**
 * Sends requests to one destination. No method waits. Confined to the pump's thread, which is woken when an answer has
 * come.
 *
 * <p>The seam between the transport and a library: a simulation brings its own.
 */
public interface HttpClient {

    /** Starts a request. */
    Exchange post(HttpRequest request);

    /** Lets go of the connections. */
    void close();
}
