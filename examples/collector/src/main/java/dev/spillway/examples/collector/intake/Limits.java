package dev.spillway.examples.collector.intake;

import java.time.Duration;

/**
 * What one sender may ask of the intake. There is no limit on idle time: a quiet connection costs one parked thread.
 *
 * @param messageBytes longest message that is kept whole
 * @param connections open connections of one port; more are closed at once
 * @param handshake longest silence while TLS is being agreed upon
 */
public record Limits(int messageBytes, int connections, Duration handshake) {

    /** 128 KB a message, 500 connections a port, 10 seconds for a handshake. */
    public static Limits defaults() {
        return new Limits(128 * 1024, 500, Duration.ofSeconds(10));
    }
}
