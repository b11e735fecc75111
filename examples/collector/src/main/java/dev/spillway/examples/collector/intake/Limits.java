package dev.spillway.examples.collector.intake;

import java.time.Duration;

/**
 * What one sender may ask of the intake.
 *
 * @param messageBytes longest message that is kept whole
 * @param connections open connections of one port; more are closed at once
 * @param handshake longest silence while TLS is being agreed upon
 * @param idle longest silence after that; zero for any
 */
public record Limits(int messageBytes, int connections, Duration handshake, Duration idle) {

    /** 128 KB a message, 500 connections a port, 10 seconds for a handshake, 15 minutes of silence. */
    public static Limits defaults() {
        return new Limits(128 * 1024, 500, Duration.ofSeconds(10), Duration.ofMinutes(15));
    }

    /** These limits with another longest silence. */
    public Limits withIdle(Duration silence) {
        return new Limits(messageBytes, connections, handshake, silence);
    }
}
