package dev.spillway.applications;

import dev.spillway.testkit.HttpsEndpoint;
import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.ServerCertificate;
import dev.spillway.testkit.SyslogEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Where an application logs to, of either kind.
 *
 * @param destination its URI
 * @param certificate what it presents
 * @param message waits for a message with this text in it
 * @param messages all that have arrived
 * @param connections how many have been made, and over syslog have brought a message
 * @param end closes it
 */
record LogsEndpoint(
        String destination,
        ServerCertificate certificate,
        BiFunction<String, Duration, ReceivedMessage> message,
        Supplier<List<ReceivedMessage>> messages,
        IntSupplier connections,
        Runnable end) {

    static LogsEndpoint ofSyslog() throws IOException {
        SyslogEndpoint endpoint = SyslogEndpoint.tls().start();
        return new LogsEndpoint(
                "syslog+tls://localhost:" + endpoint.port(),
                endpoint.certificate(),
                endpoint::awaitMessage,
                endpoint::messages,
                () -> (int) endpoint.connections().stream()
                        .filter(connection -> connection.messages() > 0)
                        .count(),
                endpoint::close);
    }

    static LogsEndpoint ofHttps() throws IOException {
        HttpsEndpoint endpoint = HttpsEndpoint.https().start();
        return new LogsEndpoint(
                endpoint.uri("/v1/logs").toString(),
                endpoint.certificate(),
                endpoint::awaitMessage,
                endpoint::messages,
                endpoint::connectionCount,
                endpoint::close);
    }
}
