package dev.spillway.internal.transport;

import dev.spillway.internal.transport.tls.Secret;
import dev.spillway.internal.transport.tls.TlsSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a connection is made.
 *
 * @param framing of streams and requests; null for the endpoint's or the scheme's own: octet counting on TLS, else
 *     newline
 * @param connectionTimeout for resolving a name, and again for connecting with the TLS handshake
 * @param writeTimeout how long a peer may take nothing while messages wait for it
 * @param keepAlive whether TCP probes an idle connection
 * @param tls of the destinations that use it
 * @param endpoint what the endpoints want beside messages
 * @param proxy through which streams go; null for none
 * @param http of the destinations that use it
 * @param receiptBytes after so many bytes peers on streams are asked again what they have read, where their protocol has a
 *     way; 0 if they are never asked
 */
public record TransportSettings(
        @Nullable Framing framing,
        Duration connectionTimeout,
        Duration writeTimeout,
        boolean keepAlive,
        TlsSettings tls,
        EndpointSettings endpoint,
        @Nullable ProxySettings proxy,
        HttpSettings http,
        long receiptBytes) {

    /**
     * Often enough for what may be unconfirmed: a receipt of a peer that answers late is three requests old. And so seldom
     * that new keys cost next to nothing.
     */
    private static final long MOST_RECEIPT_BYTES = 1 << 20;

    /** With less, sending would wait for receipts all the time. */
    private static final long LEAST_RECEIPT_BYTES = 64 << 10;

    /** So many times {@link #receiptBytes} may be on the way, in part unread. */
    private static final int UNDER_WAY = 4;

    /** The {@link #receiptBytes} that go with a replay window: 64 KB to 1 MB. */
    public static long receiptBytes(long replayWindow) {
        return Math.max(LEAST_RECEIPT_BYTES, Math.min(MOST_RECEIPT_BYTES, replayWindow / UNDER_WAY));
    }

    /**
     * How many bytes may be on the way without a receipt, 256 KB to 4 MB: within that no more than the replay window, so
     * that no more is repeated than without receipts.
     */
    public static long mostUnconfirmed(long replayWindow) {
        return UNDER_WAY * receiptBytes(replayWindow);
    }

    /** The same settings with others for receipts, which depend on the buffer. */
    public TransportSettings withReceiptBytes(long value) {
        return new TransportSettings(
                framing, connectionTimeout, writeTimeout, keepAlive, tls, endpoint, proxy, http, value);
    }

    /** Settings without a proxy, with receipts, and with the defaults of HTTP. */
    public TransportSettings(
            @Nullable Framing framing,
            Duration connectionTimeout,
            Duration writeTimeout,
            boolean keepAlive,
            TlsSettings tls,
            EndpointSettings endpoint) {
        this(
                framing,
                connectionTimeout,
                writeTimeout,
                keepAlive,
                tls,
                endpoint,
                null,
                HttpSettings.DEFAULT,
                MOST_RECEIPT_BYTES);
    }

    /** All passwords, which the text of the settings does not show. */
    public List<Secret> secrets() {
        List<Secret> all = new ArrayList<>(tls.secrets());
        if (proxy != null) {
            Stream.of(proxy.user(), proxy.password())
                    .flatMap(Stream::ofNullable)
                    .forEach(all::add);
        }
        return all;
    }

    /** The framing towards a destination. */
    public Framing framingFor(Destination destination) {
        if (framing != null) {
            return framing;
        }
        Framing preferred = endpoint.dialectOf(destination).framing();
        if (preferred != null) {
            return preferred;
        }
        return destination.scheme() == Destination.Scheme.TLS ? Framing.OCTET_COUNTING : Framing.NEWLINE;
    }
}
