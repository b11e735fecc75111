package dev.spillway.acceptance;

import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real receiver of syslog over TLS that writes each message into a file, a line each.
 *
 * @param port where it listens on 127.0.0.1
 * @param caFile what its certificate is to be trusted by
 * @param messages the file
 */
record Receiver(ReceiverProcess process, int port, Path caFile, Path messages) implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("collector ready: .* tls (\\d+) ");

    /** Those that are tested. */
    enum Kind {
        RSYSLOG,
        SYSLOG_NG,
        COLLECTOR;

        /** Starts it, or skips the test if it isn't there. */
        Receiver start(Path directory, boolean octetCounting) throws IOException {
            return switch (this) {
                case RSYSLOG -> rsyslog(directory);
                case SYSLOG_NG -> syslogNg(directory, octetCounting);
                case COLLECTOR -> collector(directory);
            };
        }
    }

    /** Takes either framing. With more than one worker, as by default, it does not keep the order of what it takes. */
    private static Receiver rsyslog(Path directory) throws IOException {
        Path program = Peers.require("rsyslogd");
        TestCertificates.create().writeServerPem(directory);
        Path portFile = directory.resolve("port.txt");
        Path messages = directory.resolve("messages.txt");
        Path configuration =
                Files.writeString(directory.resolve("rsyslog.conf"), """
                global(
                  workDirectory="%1$s"
                  maxMessageSize="64k"
                  defaultNetstreamDriver="ossl"
                  defaultNetstreamDriverCAFile="%1$s/ca.pem"
                  defaultNetstreamDriverCertFile="%1$s/cert.pem"
                  defaultNetstreamDriverKeyFile="%1$s/key.pem"
                )
                main_queue(queue.workerThreads="1")
                module(load="imtcp" streamDriver.name="ossl" streamDriver.mode="1" streamDriver.authMode="anon")
                template(name="raw" type="string" string="%%rawmsg%%\\n")
                input(type="imtcp" address="127.0.0.1" port="0" listenPortFileName="%2$s")
                action(type="omfile" file="%3$s" template="raw")
                """.formatted(directory, portFile, messages));
        ReceiverProcess process = ReceiverProcess.start(
                directory, List.of(program.toString(), "-n", "-i", "NONE", "-f", configuration.toString()));
        process.await("port", () -> Files.exists(portFile) && Files.size(portFile) > 0);
        int port = Integer.parseInt(Files.readString(portFile).strip());
        process.awaitPort(port);
        return new Receiver(process, port, directory.resolve("ca.pem"), messages);
    }

    /** Has a driver for each framing. */
    private static Receiver syslogNg(Path directory, boolean octetCounting) throws IOException {
        Path program = Peers.require("syslog-ng");
        TestCertificates.create().writeServerPem(directory);
        int port = Ports.free();
        Path messages = directory.resolve("messages.txt");
        Path configuration = Files.writeString(directory.resolve("syslog-ng.conf"), """
                @version: current
                options { use-dns(no); stats-freq(0); log-msg-size(65536); };
                source incoming {
                  %1$s(
                    ip("127.0.0.1") port(%2$d) transport("tls") flags(no-parse)
                    tls(key-file("%3$s/key.pem") cert-file("%3$s/cert.pem") peer-verify(optional-untrusted))
                  );
                };
                destination file { file("%4$s" template("$MSG\\n")); };
                log { source(incoming); destination(file); flags(flow-control); };
                """.formatted(
                        octetCounting ? "syslog" : "network", port, directory, messages));
        ReceiverProcess process = ReceiverProcess.start(
                directory,
                List.of(
                        program.toString(),
                        "--foreground",
                        "--stderr",
                        "--no-caps",
                        "--cfgfile=" + configuration,
                        "--persist-file=" + directory.resolve("persist"),
                        "--control=" + directory.resolve("control"),
                        "--pidfile=" + directory.resolve("pid")));
        process.awaitPort(port);
        return new Receiver(process, port, directory.resolve("ca.pem"), messages);
    }

    /** Takes either framing, and prints what arrives. */
    private static Receiver collector(Path directory) throws IOException {
        Path jar = Peers.requireCollector();
        ReceiverProcess process = ReceiverProcess.start(
                directory,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        jar.toAbsolutePath().toString(),
                        "--tls-port=0",
                        "--tcp-port=0",
                        "--udp-port=0",
                        "--http-port=0",
                        "--color=never",
                        "--data=" + directory.resolve("data")));
        process.await(
                "line that tells its ports", () -> READY.matcher(process.text()).find());
        Matcher ready = READY.matcher(process.text());
        if (!ready.find()) {
            throw new IllegalStateException("found, and not found again");
        }
        return new Receiver(
                process, Integer.parseInt(ready.group(1)), directory.resolve("data/ca.pem"), process.output());
    }

    @Override
    public void close() {
        process.close();
    }
}
