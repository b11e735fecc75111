package dev.spillway.internal.transport.tls;

import org.jspecify.annotations.Nullable;

/**
 * How a key store file is read.
 *
 * @param password null to open it without one
 * @param type such as {@code PKCS12}; null for the JVM's default, which reads PKCS #12 and JKS
 */
public record StoreFormat(
        @Nullable Secret password, @Nullable String type) {}
