package dev.spillway.internal.transport.http;

import dev.spillway.internal.transport.tls.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A proxy between us and the endpoint.
 *
 * @param isSocks whether it speaks SOCKS 5, and else HTTP
 * @param user for an HTTP proxy only; null where it asks for none
 * @param password null exactly where {@code user} is
 */
public record HttpProxy(
        boolean isSocks,
        String host,
        int port,
        @Nullable Secret user,
        @Nullable Secret password) {}
