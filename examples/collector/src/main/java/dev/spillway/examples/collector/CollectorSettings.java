package dev.spillway.examples.collector;

import dev.spillway.examples.collector.log.LogSettings;
import java.net.InetAddress;
import java.nio.file.Path;

/**
 * What a collector listens on and where it keeps things. A port of 0 stands for any free one.
 *
 * @param bind address of all ports
 * @param data directory of certificates and log, made when it is missing
 * @param log how the log is kept
 */
public record CollectorSettings(InetAddress bind, Ports ports, Path data, LogSettings log) {

    /** The ports, 0 to 65535. */
    public record Ports(int tls, int tcp, int udp, int http) {}
}
