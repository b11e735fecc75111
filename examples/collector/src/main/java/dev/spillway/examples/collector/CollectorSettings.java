package dev.spillway.examples.collector;

import java.net.InetAddress;
import java.nio.file.Path;

/**
 * What a collector listens on and where it keeps its certificates. A port of 0 stands for any free one.
 *
 * @param bind address of all four ports
 * @param data directory, made when it is missing
 */
public record CollectorSettings(InetAddress bind, int tlsPort, int tcpPort, int udpPort, int httpPort, Path data) {}
