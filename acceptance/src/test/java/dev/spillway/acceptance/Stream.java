package dev.spillway.acceptance;

import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.SyslogEndpointBuilder;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

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
        return options("localhost", port, directory).entrySet().stream()
                .map(each -> "<" + each.getKey() + ">" + each.getValue() + "</" + each.getKey() + ">")
                .collect(Collectors.joining());
    }

    /** The options for a port of a host, to which more may be added; what they name is written into the directory. */
    Map<String, String> options(String host, int port, Path directory) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("destination", (this == TCP ? "syslog+tcp://" : "syslog+tls://") + host + ":" + port);
        if (this == TLS) {
            try {
                options.put(
                        "caFile",
                        CERTIFICATES.writeCaPem(directory.resolve("ca.pem")).toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return options;
    }
}
