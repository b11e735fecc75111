package dev.spillway.examples.collector;

import dev.spillway.examples.collector.log.LogSettings;
import dev.spillway.examples.collector.store.StoreSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a collector listens on and where it keeps things. A port of 0 stands for any free one.
 *
 * @param bind address of all ports
 * @param data directory of certificates, log and index, made when it is missing
 * @param log how the log is kept
 * @param store how long events are kept and found
 * @param tokens one of which senders must show; empty if they need none
 * @param alertPace time between two rounds of telling new events of saved searches
 */
public record CollectorSettings(
        InetAddress bind,
        Ports ports,
        Path data,
        LogSettings log,
        StoreSettings store,
        List<String> tokens,
        Duration alertPace) {

    public CollectorSettings {
        tokens = List.copyOf(tokens);
    }

    /** Says how many tokens there are, never which. */
    @Override
    public String toString() {
        return "CollectorSettings[bind=" + bind + ", ports=" + ports + ", data=" + data + ", log=" + log + ", store="
                + store + ", tokens=" + tokens.size() + ", alertPace=" + alertPace + "]";
    }

    /** The ports, 0 to 65535. */
    public record Ports(int tls, int tcp, int udp, int http) {}
}
