package dev.spillway.examples.collector;

import dev.spillway.examples.collector.access.AccessSettings;
import dev.spillway.examples.collector.log.LogSettings;
import dev.spillway.examples.collector.mail.MailSettings;
import dev.spillway.examples.collector.store.StoreSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a collector listens on and where it keeps things. A port of 0 stands for any free one.
 *
 * @param bind address of all ports
 * @param data directory of certificates, log and index, made when it is missing
 * @param log how the log is kept
 * @param store how long events are kept and found
 * @param senders who may send
 * @param access who may read
 * @param mail the server that takes alerts by mail; null for none
 * @param alertPace time between two rounds of telling new events of saved searches
 */
public record CollectorSettings(
        InetAddress bind,
        Ports ports,
        Path data,
        LogSettings log,
        StoreSettings store,
        SenderSettings senders,
        AccessSettings access,
        @Nullable MailSettings mail,
        Duration alertPace) {

    /** What is best left alone is as the command line has it by default. */
    public static CollectorSettings of(InetAddress bind, Ports ports, Path data) {
        return new CollectorSettings(
                bind,
                ports,
                data,
                LogSettings.defaults(),
                StoreSettings.defaults(),
                SenderSettings.defaults(),
                AccessSettings.defaults(),
                null,
                Duration.ofMinutes(1));
    }

    /** These settings with other senders. */
    public CollectorSettings withSenders(SenderSettings others) {
        return new CollectorSettings(bind, ports, data, log, store, others, access, mail, alertPace);
    }

    /** These settings with other readers. */
    public CollectorSettings withAccess(AccessSettings others) {
        return new CollectorSettings(bind, ports, data, log, store, senders, others, mail, alertPace);
    }

    /** These settings with a server for mail. */
    public CollectorSettings withMail(MailSettings server) {
        return new CollectorSettings(bind, ports, data, log, store, senders, access, server, alertPace);
    }

    /** These settings with another time between two rounds of alerts. */
    public CollectorSettings withAlertPace(Duration pace) {
        return new CollectorSettings(bind, ports, data, log, store, senders, access, mail, pace);
    }

    /** The ports, 0 to 65535. */
    public record Ports(int tls, int tcp, int udp, int http) {}
}
