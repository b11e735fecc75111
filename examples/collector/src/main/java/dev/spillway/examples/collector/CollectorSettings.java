package dev.spillway.examples.collector;

import dev.spillway.examples.collector.access.AccessSettings;
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
 * @param access who may read
 * @param alertPace time between two rounds of telling new events of saved searches
 */
public record CollectorSettings(
        InetAddress bind,
        Ports ports,
        Path data,
        LogSettings log,
        StoreSettings store,
        List<String> tokens,
        AccessSettings access,
        Duration alertPace) {

    public CollectorSettings {
        tokens = List.copyOf(tokens);
    }

    /** What is best left alone is as the command line has it by default. */
    public static CollectorSettings of(InetAddress bind, Ports ports, Path data) {
        return new CollectorSettings(
                bind,
                ports,
                data,
                LogSettings.defaults(),
                StoreSettings.defaults(),
                List.of(),
                AccessSettings.defaults(),
                Duration.ofMinutes(1));
    }

    /** These settings with tokens that senders must show. */
    public CollectorSettings withTokens(List<String> some) {
        return new CollectorSettings(bind, ports, data, log, store, some, access, alertPace);
    }

    /** These settings with other readers. */
    public CollectorSettings withAccess(AccessSettings other) {
        return new CollectorSettings(bind, ports, data, log, store, tokens, other, alertPace);
    }

    /** These settings with another time between two rounds of alerts. */
    public CollectorSettings withAlertPace(Duration pace) {
        return new CollectorSettings(bind, ports, data, log, store, tokens, access, pace);
    }

    /** Says how many tokens there are, never which. */
    @Override
    public String toString() {
        return "CollectorSettings[bind=" + bind + ", ports=" + ports + ", data=" + data + ", log=" + log + ", store="
                + store + ", tokens=" + tokens.size() + ", access=" + access + ", alertPace=" + alertPace + "]";
    }

    /** The ports, 0 to 65535. */
    public record Ports(int tls, int tcp, int udp, int http) {}
}
