package dev.spillway.internal.transport;

import dev.spillway.Reporter;
import dev.spillway.internal.transport.http.HttpClient;
import dev.spillway.internal.transport.http.HttpClients;
import dev.spillway.internal.transport.http.HttpProxy;
import dev.spillway.internal.transport.tls.TlsContext;
import dev.spillway.internal.transport.tls.TlsProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes connections. */
public final class Transports {
    private final Network network;
    private final Executor helper;
    private final TransportSettings settings;
    private final int maxMessageSize;
    private final TlsProvider tls;
    private final @Nullable HttpClients http;
    private final BatchBook batches;
    private final Reporter reporter;
    private final Map<Destination, ReceiptsRecord> records = new HashMap<>();

    /**
     * @param helper runs what may take its time; the pump is woken after each of its tasks
     * @param reporter is warned of certificates that end soon, and told of destinations that break on requests for receipts
     * @param epochMillis the time of day
     * @param http null if no destination uses it
     * @param batches where batches over HTTP are noted
     */
    public Transports(
            Network network,
            Executor helper,
            TransportSettings settings,
            int maxMessageSize,
            Reporter reporter,
            LongSupplier epochMillis,
            @Nullable HttpClients http,
            BatchBook batches) {
        this.network = network;
        this.helper = helper;
        this.settings = settings;
        this.maxMessageSize = maxMessageSize;
        this.tls = new TlsProvider(settings.tls(), reporter, () -> Instant.ofEpochMilli(epochMillis.getAsLong()));
        this.http = http;
        this.batches = batches;
        this.reporter = reporter;
    }

    /**
     * What is needed to connect to a destination, found out anew for each attempt.
     *
     * @param addresses of the destination, or else of the proxy, in the order in which to try them
     * @param tls null where none is needed
     */
    public record Route(
            Destination destination,
            List<InetAddress> addresses,
            @Nullable TlsContext tls) {}

    /** Finds out how to reach a destination. May block for long: for the helper's thread only. */
    public Route route(Destination destination) throws IOException {
        TlsContext context = destination.scheme().isSecure() ? tls.current() : null;
        ProxySettings proxy = settings.proxy();
        InetAddress[] addresses = proxy == null ? network.resolve(destination.host()) : addressesOf(proxy);
        return new Route(destination, List.of(addresses), context);
    }

    private InetAddress[] addressesOf(ProxySettings proxy) throws IOException {
        try {
            return network.resolve(proxy.host());
        } catch (UnknownHostException e) {
            throw new IOException("the host name of proxy " + proxy + " is unknown", e);
        }
    }

    /** Starts to connect. */
    public Transport open(Route route, InetAddress address, long nowNanos) throws IOException {
        Destination destination = route.destination();
        if (destination.scheme().isHttp()) {
            return openHttp(route, nowNanos);
        }
        AddedElement element = new AddedElement(settings.endpoint().elementFor(destination));
        ProxySettings proxy = settings.proxy();
        InetSocketAddress target = new InetSocketAddress(address, proxy == null ? destination.port() : proxy.port());
        if (destination.scheme() == Destination.Scheme.UDP) {
            return new DatagramTransport(network.connectDatagrams(target), element, maxMessageSize);
        }
        Wire wire = network.connectStream(target, settings.keepAlive());
        try {
            TlsContext context = route.tls();
            Wire through = proxy == null ? wire : new ProxyWire(wire, proxy, destination);
            Wire secured = context == null
                    ? through
                    : new TlsWire(through, context.engine(destination.host(), destination.port()), helper);
            return new StreamTransport(
                    secured,
                    inquiry(secured, destination, nowNanos),
                    settings.framingFor(destination),
                    element,
                    maxMessageSize,
                    settings,
                    nowNanos);
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    private @Nullable Inquiry inquiry(Wire wire, Destination destination, long nowNanos) {
        if (settings.receiptBytes() == 0) {
            return null;
        }
        ReceiptsRecord record = records.computeIfAbsent(destination, unknown -> new ReceiptsRecord(unknown, reporter));
        return record.mayBeAsked() ? new Inquiry(wire, record, settings.receiptBytes(), nowNanos) : null;
    }

    /** A request finds its connection by itself, among all addresses. */
    private Transport openHttp(Route route, long nowNanos) throws IOException {
        if (http == null) {
            throw new IOException("this engine was started without HTTP");
        }
        Destination destination = route.destination();
        AddedElement element = new AddedElement(settings.endpoint().elementFor(destination));
        HttpClient client = http.client(destination.host(), route.addresses(), route.tls(), httpProxy(destination));
        BodyKind kind = BodyKind.of(
                settings.framingFor(destination), settings.endpoint().json());
        HttpRequests requests = new HttpRequests(destination, kind, settings);
        return new HttpTransport(client, requests, element, batches, settings, nowNanos);
    }

    private @Nullable HttpProxy httpProxy(Destination destination) {
        ProxySettings proxy = settings.proxy();
        if (proxy == null) {
            return null;
        }
        boolean isSocks = proxy.kind() == ProxySettings.Kind.SOCKS5;
        return new HttpProxy(
                proxy.host(),
                proxy.port(),
                proxy.user(),
                proxy.password(),
                isSocks ? new ProxyGreeting(proxy, destination) : null);
    }
}
