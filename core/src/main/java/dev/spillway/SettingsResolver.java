package dev.spillway;

import dev.spillway.internal.buffer.BufferSettings;
import dev.spillway.internal.buffer.SpillSettings;
import dev.spillway.internal.delivery.DeliverySettings;
import dev.spillway.internal.format.FormatSettings;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Destination.Scheme;
import dev.spillway.internal.transport.HttpSettings;
import dev.spillway.internal.transport.ProxySettings;
import dev.spillway.internal.transport.TransportSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes settings of what a user has set: fills in defaults that depend on each other, and refuses contradictions. */
final class SettingsResolver {
    private static final long DEFAULT_REPLAY_WINDOW = 8L << 20;
    /** Fewer messages than this make a buffer of nothing but waste. */
    static final int MIN_MESSAGES_IN_BUFFER = 8;

    private final OptionValues values;
    private final ProcessFacts process;

    SettingsResolver(OptionValues values, ProcessFacts process) {
        this.values = values;
        this.process = process;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException if something is missing, or options contradict each other
     */
    Settings resolve() {
        values.checkSpellings();
        Endpoint endpoint = new EndpointResolver(values, destinations()).resolve();
        List<Destination> destinations = endpoint.destinations();
        TransportSettings transport = transport(destinations, endpoint);
        FormatSettings format = new FormatResolver(values, destinations, endpoint, transport).resolve(process);
        BufferSettings buffer = buffer(format.maxMessageSize());
        DeliverySettings delivery = delivery(destinations, buffer);
        List<String> risks = new Risks(values, destinations, endpoint).inWords();
        TransportSettings asking = transport.withReceiptBytes(receiptBytes(delivery.replayWindow()));
        return new Settings(format, buffer, spill(), asking, delivery, risks);
    }

    private List<Destination> destinations() {
        List<Destination> destinations = values.find(Options.DESTINATION);
        String host = values.find(Options.HOST);
        if (host != null) {
            if (destinations != null) {
                throw values.refused(
                        Options.HOST, "contradicts destination=" + values.shown(Options.DESTINATION), "one of the two");
            }
            return List.of(new Destination(Scheme.TLS, host, values.get(Options.PORT)));
        }
        if (destinations == null) {
            throw new IllegalArgumentException("neither host nor destination is set; allowed is a host such as"
                    + " logs.example.com, or a destination such as syslog+tls://logs.example.com:6514");
        }
        if (values.isSet(Options.PORT)) {
            throw values.refused(
                    Options.PORT,
                    "goes with host and not with destination=" + values.shown(Options.DESTINATION),
                    "a port within the destination's URI");
        }
        checkDependencies(destinations);
        return destinations;
    }

    private void checkDependencies(List<Destination> destinations) {
        boolean overHttp = destinations.stream().anyMatch(each -> each.scheme().isHttp());
        if (overHttp && !isThere("okhttp3.OkHttpClient")) {
            throw values.refused(
                    Options.DESTINATION,
                    "needs the dependency com.squareup.okhttp3:okhttp-jvm, which is missing",
                    "a syslog destination, or any with that dependency beside spillway-core");
        }
    }

    private static boolean isThere(String className) {
        try {
            Class.forName(className, false, SettingsResolver.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private HttpSettings http(Endpoint endpoint) {
        boolean ofPreset = !values.isSet(Options.BATCH_SIZE) && endpoint.batchSize() > 0;
        List<String> headers = values.find(Options.HEADER);
        return new HttpSettings(
                ofPreset ? endpoint.batchSize() : values.get(Options.BATCH_SIZE).intValue(),
                values.get(Options.LINGER),
                values.get(Options.REQUEST_TIMEOUT),
                values.get(Options.COMPRESSION).equals("gzip"),
                headers == null ? List.of() : headers);
    }

    private TransportSettings transport(List<Destination> destinations, Endpoint endpoint) {
        return new TransportSettings(
                values.find(Options.FRAMING),
                values.get(Options.CONNECTION_TIMEOUT),
                values.get(Options.WRITE_TIMEOUT),
                values.get(Options.KEEP_ALIVE),
                new TlsResolver(values).resolve(),
                endpoint.settings(),
                proxy(destinations),
                http(endpoint),
                0);
    }

    /** Who wants nothing sent again has no use for knowing what was read. */
    private long receiptBytes(long replayWindow) {
        boolean asks = values.get(Options.RECEIPTS).equals("auto") && replayWindow > 0;
        return asks ? TransportSettings.receiptBytes(replayWindow) : 0;
    }

    private @Nullable ProxySettings proxy(List<Destination> destinations) {
        ProxySettings proxy = values.find(Options.PROXY);
        if (proxy != null && destinations.stream().anyMatch(each -> each.scheme() == Scheme.UDP)) {
            throw values.refused(
                    Options.PROXY,
                    "passes no datagrams on",
                    "it with destinations that have another scheme than syslog+udp");
        }
        return proxy;
    }

    private BufferSettings buffer(int maxMessageSize) {
        long bytes = values.get(Options.BUFFER_SIZE);
        if (bytes < (long) maxMessageSize * MIN_MESSAGES_IN_BUFFER) {
            throw Refusal.of(
                    Options.BUFFER_SIZE.name(),
                    SizeType.shown(bytes),
                    "is too small for a maxMessageSize of " + SizeType.shown(maxMessageSize),
                    "at least " + MIN_MESSAGES_IN_BUFFER + " times maxMessageSize");
        }
        boolean onDisk = values.find(Options.SPILL_DIRECTORY) != null;
        long whole = onDisk ? values.get(Options.SPILL_LIMIT) : bytes;
        long reserve = values.get(Options.RESERVE).in(whole);
        if (reserve > whole / 2) {
            throw values.refused(
                    Options.RESERVE,
                    "is more than half of " + (onDisk ? "spillLimit" : "bufferSize"),
                    Options.RESERVE.allowed());
        }
        return new BufferSettings(
                bytes, maxMessageSize, reserve, values.get(Options.OVERFLOW), values.get(Options.MAX_BLOCK_TIME));
    }

    private @Nullable SpillSettings spill() {
        Path directory = values.find(Options.SPILL_DIRECTORY);
        if (directory == null) {
            return null;
        }
        return new SpillSettings(
                directory,
                values.get(Options.SPILL_LIMIT),
                values.get(Options.MIN_FREE_SPACE),
                values.get(Options.SYNC).interval());
    }

    private DeliverySettings delivery(List<Destination> destinations, BufferSettings buffer) {
        return new DeliverySettings(
                destinations,
                values.get(Options.PREFERRED_RETRY),
                firstDelay(),
                largestDelay(),
                values.get(Options.IDLE_TIMEOUT),
                replayWindow(buffer),
                values.find(Options.MAX_AGE),
                values.get(Options.SHUTDOWN_TIMEOUT),
                values.get(Options.SHUTDOWN_HOOK));
    }

    private Duration firstDelay() {
        Duration first = values.get(Options.RECONNECTION_DELAY);
        Duration largest = values.get(Options.MAX_RECONNECTION_DELAY);
        if (first.compareTo(largest) <= 0 || !values.isSet(Options.MAX_RECONNECTION_DELAY)) {
            return first;
        }
        if (!values.isSet(Options.RECONNECTION_DELAY)) {
            return largest;
        }
        throw values.refused(
                Options.RECONNECTION_DELAY,
                "is longer than maxReconnectionDelay=" + values.shown(Options.MAX_RECONNECTION_DELAY),
                "at most that");
    }

    private Duration largestDelay() {
        Duration first = values.get(Options.RECONNECTION_DELAY);
        Duration largest = values.get(Options.MAX_RECONNECTION_DELAY);
        return first.compareTo(largest) <= 0 || values.isSet(Options.MAX_RECONNECTION_DELAY) ? largest : first;
    }

    /**
     * The window is at most half of the buffer, and leaves a quarter of it to events that are neither sent nor urgent:
     * with less, a healthy connection would drop them.
     */
    private long replayWindow(BufferSettings buffer) {
        if (values.find(Options.SPILL_DIRECTORY) != null) {
            return replayWindowOnDisk();
        }
        long half = buffer.bufferBytes() / 2;
        long besideReserve = buffer.bufferBytes() / 4 * 3 - buffer.reserveBytes();
        Long window = values.find(Options.REPLAY_WINDOW);
        if (window == null) {
            return Math.min(DEFAULT_REPLAY_WINDOW, Math.min(half, besideReserve));
        }
        if (window > half) {
            throw values.refused(
                    Options.REPLAY_WINDOW,
                    "is more than half of bufferSize",
                    "at most " + SizeType.shown(half) + " with a bufferSize of "
                            + SizeType.shown(buffer.bufferBytes()));
        }
        if (window > besideReserve) {
            throw values.refused(
                    Options.REPLAY_WINDOW,
                    "leaves less than a quarter of bufferSize beside reserve",
                    "at most " + SizeType.shown(besideReserve) + " with a reserve of "
                            + SizeType.shown(buffer.reserveBytes()));
        }
        return window;
    }

    /** On disk the window is small beside the buffer, which keeps what is waiting as well. */
    private long replayWindowOnDisk() {
        long most = values.get(Options.SPILL_LIMIT) / 2;
        Long window = values.find(Options.REPLAY_WINDOW);
        if (window == null) {
            return Math.min(DEFAULT_REPLAY_WINDOW, most);
        }
        if (window > most) {
            throw values.refused(
                    Options.REPLAY_WINDOW,
                    "is more than half of spillLimit",
                    "at most " + SizeType.shown(most) + " with a spillLimit of "
                            + SizeType.shown(values.get(Options.SPILL_LIMIT)));
        }
        return window;
    }
}
