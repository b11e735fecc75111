package dev.spillway.internal.delivery;

import dev.spillway.internal.buffer.BufferSettings;
import dev.spillway.internal.buffer.Disk;
import dev.spillway.internal.buffer.SpillSettings;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.EndpointSettings;
import dev.spillway.internal.transport.Framing;
import dev.spillway.internal.transport.HttpSettings;
import dev.spillway.internal.transport.TransportSettings;
import dev.spillway.internal.transport.tls.TlsSettings;
import java.time.Duration;
import java.util.List;

/** The settings of a {@link PumpRig}; each method returns the same object. */
final class RigSettings {
    static final Destination FIRST = new Destination(Destination.Scheme.TCP, "first.example", 601);
    static final Destination SECOND = new Destination(Destination.Scheme.TCP, "second.example", 601);

    static final Destination HTTPS = new Destination(Destination.Scheme.HTTP, "first.example", 80, "/logs");
    static final Destination SECOND_HTTPS = new Destination(Destination.Scheme.HTTP, "second.example", 80, "/logs");

    long seed = 1;
    long bufferBytes = 4 * 1024 * 1024;
    Disk disk;
    SpillSettings spill;
    long reserveBytes;
    int maxMessageSize = 8192;
    BufferSettings.Overflow overflow = BufferSettings.Overflow.DROP;
    Framing framing = Framing.OCTET_COUNTING;
    List<Destination> destinations = List.of(FIRST);
    Duration preferredRetry = Duration.ofMinutes(1);
    Duration idleTimeout = Duration.ofMinutes(4);
    Duration maxAge;
    long replayWindow = 1024 * 1024;
    HttpSettings http = new HttpSettings(64 * 1024, Duration.ofMillis(200), Duration.ofSeconds(30), true, List.of());

    RigSettings seed(long value) {
        seed = value;
        return this;
    }

    RigSettings bufferBytes(long value) {
        bufferBytes = value;
        return this;
    }

    /** Has the buffer keep events on a disk. */
    RigSettings spill(Disk on, SpillSettings value) {
        disk = on;
        spill = value;
        return this;
    }

    RigSettings reserveBytes(long value) {
        reserveBytes = value;
        return this;
    }

    RigSettings overflow(BufferSettings.Overflow value) {
        overflow = value;
        return this;
    }

    RigSettings framing(Framing value) {
        framing = value;
        return this;
    }

    RigSettings destinations(Destination... value) {
        destinations = List.of(value);
        return this;
    }

    RigSettings idleTimeout(Duration value) {
        idleTimeout = value;
        return this;
    }

    RigSettings maxAge(Duration value) {
        maxAge = value;
        return this;
    }

    RigSettings replayWindow(long value) {
        replayWindow = value;
        return this;
    }

    RigSettings http(HttpSettings value) {
        http = value;
        return this;
    }

    BufferSettings buffer() {
        return new BufferSettings(bufferBytes, maxMessageSize, reserveBytes, overflow, Duration.ofSeconds(1));
    }

    TransportSettings transport() {
        return new TransportSettings(
                framing,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                true,
                TlsSettings.DEFAULT,
                EndpointSettings.PLAIN,
                null,
                http,
                TransportSettings.receiptBytes(replayWindow));
    }

    DeliverySettings delivery() {
        return new DeliverySettings(
                destinations,
                preferredRetry,
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                idleTimeout,
                replayWindow,
                maxAge,
                Duration.ofSeconds(5),
                false);
    }
}
