package dev.spillway.internal.transport;

import dev.spillway.internal.transport.tls.TlsSettings;
import dev.spillway.internal.transport.tls.TrustSource;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** A transport to a real socket on loopback, stepped by the test's own thread, which plays the helper too. */
final class Shipment implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SocketNetwork network = new SocketNetwork(0);
    private final Transports transports;
    private final Destination destination;
    private Transport transport;
    /** What the reporter was told. */
    final Reports reports = new Reports();

    Shipment(Destination destination, TransportSettings settings) throws IOException {
        this(destination, settings, Runnable::run);
    }

    Shipment(Destination destination, TransportSettings settings, Executor helper) throws IOException {
        this.destination = destination;
        this.transports = new Transports(
                network, helper, settings, 8192, reports, System::currentTimeMillis, null, new OneBatch());
    }

    static Destination tls(int port) {
        return new Destination(Destination.Scheme.TLS, "localhost", port);
    }

    static Destination tcp(int port) {
        return new Destination(Destination.Scheme.TCP, "localhost", port);
    }

    /** @param caFile null for the JVM's authorities */
    static TlsSettings tls(Path caFile, boolean verifyHostname, String... protocols) {
        return new TlsSettings(
                caFile == null ? null : new TrustSource.Pem(caFile),
                null,
                verifyHostname,
                List.of(protocols),
                List.of(),
                List.of());
    }

    static TransportSettings trusting(Path caFile, String... protocols) {
        return new TransportSettings(
                null, PATIENCE, PATIENCE, true, tls(caFile, true, protocols), EndpointSettings.PLAIN);
    }

    static TransportSettings impatient(Path caFile) {
        return new TransportSettings(
                null, Duration.ofMillis(300), Duration.ofMillis(300), true, tls(caFile, true), EndpointSettings.PLAIN);
    }

    /** Connects anew and steps until the connection is open, or has failed. */
    Transport open() throws IOException {
        Transports.Route route = transports.route(destination);
        transport = transports.open(route, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), System.nanoTime());
        await(() -> transport.state() != Transport.State.OPENING);
        return transport;
    }

    /** Steps until something holds. */
    void await(BooleanSupplier condition) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            transport.step(System.nanoTime());
            if (condition.getAsBoolean()) {
                return;
            }
            if (System.nanoTime() - end >= 0) {
                throw new AssertionError(
                        "not within " + PATIENCE + ": " + transport.state() + " " + transport.failure());
            }
            network.awaitSockets(5_000_000);
        }
    }

    /** Sends a message, waiting for room as long as the connection is open; returns whether it was taken. */
    boolean send(String text) throws IOException {
        Message message = message(text);
        boolean[] taken = new boolean[1];
        await(() -> {
            taken[0] = transport.state() == Transport.State.OPEN && transport.offer(message);
            return taken[0] || transport.state() != Transport.State.OPEN;
        });
        return taken[0];
    }

    void flush() throws IOException {
        await(() -> transport.isFlushed() || transport.state() == Transport.State.ENDED);
    }

    /** Ends in order and waits for the peer's end. */
    void finish() throws IOException {
        flush();
        transport.finish();
        await(() -> transport.state() == Transport.State.ENDED);
    }

    static Message message(String text) {
        return message(text, 0);
    }

    static Message message(String text, int structuredDataAt) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Message() {
            @Override
            public int structuredDataAt() {
                return structuredDataAt;
            }

            @Override
            public int length() {
                return bytes.length;
            }

            @Override
            public void copy(int from, byte[] target, int to, int length) {
                System.arraycopy(bytes, from, target, to, length);
            }

            @Override
            public long position() {
                return 0;
            }

            @Override
            public long end() {
                return bytes.length;
            }
        };
    }

    @Override
    public void close() {
        network.close();
    }
}
