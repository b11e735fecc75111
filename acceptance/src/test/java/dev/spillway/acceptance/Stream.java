package dev.spillway.acceptance;

import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.SyslogEndpointBuilder;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The transports that keep a connection, each with an endpoint for it and the options that lead there. */
enum Stream {
    TLS,
    TCP;

    private static final TestCertificates CERTIFICATES = TestCertificates.create();

    SyslogEndpointBuilder endpoint() {
        return this == TLS ? SyslogEndpoint.tls().certificate(CERTIFICATES.loopback()) : SyslogEndpoint.tcp();
    }

    /** The appender's elements for a port of this host; what they name is written into the directory. */
    String to(int port, Path directory) {
        return to("localhost", port, directory);
    }

    String to(String host, int port, Path directory) {
        if (this == TCP) {
            return "<destination>syslog+tcp://" + host + ":" + port + "</destination>";
        }
        try {
            Path caFile = CERTIFICATES.writeCaPem(directory.resolve("ca.pem"));
            return "<destination>syslog+tls://" + host + ":" + port + "</destination><caFile>" + caFile + "</caFile>";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
