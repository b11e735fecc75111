package dev.spillway.acceptance;

import dev.spillway.testkit.HttpsEndpoint;
import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.ReceivedRequest;
import dev.spillway.testkit.ServerCertificate;
import dev.spillway.testkit.SyslogConnection;
import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.TestCertificates;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A peer that asks who its clients are, and whose own certificate can be replaced while they send. */
interface RotatingPeer extends AutoCloseable {
    /** Those that are tested. */
    enum Kind {
        SYSLOG {
            @Override
            RotatingPeer start(
                    ServerCertificate certificate, TestCertificates clients, Consumer<ReceivedMessage> consumer) {
                return new Syslog(SyslogEndpoint.tls()
                        .certificate(certificate)
                        .demandClientCertificate(clients)
                        .onMessage(consumer)
                        .start());
            }
        },
        HTTPS {
            @Override
            RotatingPeer start(
                    ServerCertificate certificate, TestCertificates clients, Consumer<ReceivedMessage> consumer) {
                return new Https(HttpsEndpoint.https()
                        .certificate(certificate)
                        .demandClientCertificate(clients)
                        .onMessage(consumer)
                        .start());
            }
        };

        /** @param clients who signed the certificates of clients */
        abstract RotatingPeer start(
                ServerCertificate certificate, TestCertificates clients, Consumer<ReceivedMessage> consumer);
    }

    /** Where it is, as options of an engine. */
    Map<String, String> options();

    /** Presents another certificate from the next connection on. */
    void present(ServerCertificate next);

    /**
     * Ends all connections. Over syslog by a reset: a server that ends them in order, without having read all, loses what
     * it had not read if its end looks like the answer to ours, see docs/reliability.md.
     */
    void endConnections();

    /** The certificate's subject of the client that was heard last; empty if none was. */
    String lastClient();

    int connectionCount();

    @Override
    void close();

    /** Syslog over TLS. */
    record Syslog(SyslogEndpoint endpoint) implements RotatingPeer {
        @Override
        public Map<String, String> options() {
            return Map.of("destination", "syslog+tls://localhost:" + endpoint.port());
        }

        @Override
        public void present(ServerCertificate next) {
            endpoint.present(next);
        }

        @Override
        public void endConnections() {
            endpoint.connections().forEach(SyslogConnection::reset);
        }

        @Override
        public String lastClient() {
            String last = "";
            for (SyslogConnection connection : endpoint.connections()) {
                last = connection.clientName().orElse(last);
            }
            return last;
        }

        @Override
        public int connectionCount() {
            return endpoint.connections().size();
        }

        @Override
        public void close() {
            endpoint.close();
        }
    }

    /** HTTPS. */
    record Https(HttpsEndpoint endpoint) implements RotatingPeer {
        @Override
        public Map<String, String> options() {
            return Map.of("destination", endpoint.uri("/v1/logs").toString(), "linger", "5ms");
        }

        @Override
        public void present(ServerCertificate next) {
            endpoint.present(next);
        }

        @Override
        public void endConnections() {
            endpoint.endConnections();
        }

        @Override
        public String lastClient() {
            List<ReceivedRequest> requests = endpoint.requests();
            return requests.isEmpty()
                    ? ""
                    : requests.get(requests.size() - 1).clientName().orElse("");
        }

        @Override
        public int connectionCount() {
            return endpoint.connectionCount();
        }

        @Override
        public void close() {
            endpoint.close();
        }
    }
}
