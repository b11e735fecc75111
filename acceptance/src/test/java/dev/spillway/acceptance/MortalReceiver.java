package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/**
 * A real receiver of lines, over TLS or plain TCP, that is stopped, ended, killed and started again on its port. Each of its
 * lives writes into a file of its own, as fast as it reads, so that what it has read is there; the last line of a life may
 * be half a one.
 */
final class MortalReceiver implements AutoCloseable {
    /** Those that are tested. */
    enum Kind {
        RSYSLOG,
        SYSLOG_NG,
        OPENSSL
    }

    private static final Duration START = Duration.ofSeconds(90);
    private static final long END_SECONDS = 60;

    private final Kind kind;
    private final Stream stream;
    private final Path directory;
    private final List<GrowingFile> files = new ArrayList<>();
    private final int port;
    private Process process;

    /** Starts one that speaks TLS, or skips the test if it isn't there. */
    MortalReceiver(Kind kind, Path directory) throws IOException {
        this(kind, Stream.TLS, directory);
    }

    /** Starts it, or skips the test if it isn't there; {@link Kind#OPENSSL} knows TLS only. */
    MortalReceiver(Kind kind, Stream stream, Path directory) throws IOException {
        this.kind = kind;
        this.stream = stream;
        this.directory = directory;
        TestCertificates.create().writeServerPem(directory);
        port = Ports.free();
        start();
    }

    int port() {
        return port;
    }

    Path caFile() {
        return directory.resolve("ca.pem");
    }

    /** Starts it anew. */
    void start() throws IOException {
        Path file = Files.createFile(directory.resolve("life-" + files.size() + ".txt"));
        files.add(new GrowingFile(file));
        ProcessBuilder builder = new ProcessBuilder(command(file))
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("errors.txt").toFile()));
        builder.redirectOutput(
                kind == Kind.OPENSSL
                        ? file.toFile()
                        : directory.resolve("output.txt").toFile());
        process = builder.start();
        Awaitility.await(kind.toString())
                .atMost(START)
                .failFast(() -> !process.isAlive())
                .until(this::takesConnections);
    }

    private boolean takesConnections() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> command(Path file) throws IOException {
        return switch (kind) {
            case RSYSLOG -> rsyslog(file);
            case SYSLOG_NG -> syslogNg(file);
            case OPENSSL -> openssl();
        };
    }

    /** Without a queue: each message is written before the next is read. */
    private List<String> rsyslog(Path file) throws IOException {
        Path program = Peers.require("rsyslogd");
        Path configuration = Files.writeString(
                directory.resolve("rsyslog.conf"),
                """
                global(
                  workDirectory="%1$s"
                  defaultNetstreamDriver="ossl"
                  defaultNetstreamDriverCAFile="%1$s/ca.pem"
                  defaultNetstreamDriverCertFile="%1$s/cert.pem"
                  defaultNetstreamDriverKeyFile="%1$s/key.pem"
                )
                main_queue(queue.type="Direct")
                module(load="imtcp"%4$s)
                template(name="raw" type="string" string="%%rawmsg%%\\n")
                input(type="imtcp" address="127.0.0.1" port="%2$d")
                action(type="omfile" file="%3$s" template="raw")
                """.formatted(
                                directory,
                                port,
                                file,
                                stream == Stream.TCP
                                        ? ""
                                        : " streamDriver.name=\"ossl\" streamDriver.mode=\"1\" streamDriver.authMode=\"anon\""));
        return List.of(program.toString(), "-n", "-i", "NONE", "-f", configuration.toString());
    }

    private List<String> syslogNg(Path file) throws IOException {
        Path program = Peers.require("syslog-ng");
        Path configuration = Files.writeString(
                directory.resolve("syslog-ng.conf"), """
                @version: current
                options { use-dns(no); stats-freq(0); threaded(no); flush-lines(1); };
                source incoming {
                  network(
                    ip("127.0.0.1") port(%1$d) flags(no-parse) %4$s
                  );
                };
                destination file { file("%3$s" template("$MSG\\n")); };
                log { source(incoming); destination(file); flags(flow-control); };
                """.formatted(port, directory, file, syslogNgTransport()));
        return List.of(
                program.toString(),
                "--foreground",
                "--stderr",
                "--no-caps",
                "--cfgfile=" + configuration,
                "--persist-file=" + directory.resolve("persist"),
                "--control=" + directory.resolve("control"),
                "--pidfile=" + directory.resolve("pid"));
    }

    private String syslogNgTransport() {
        return stream == Stream.TCP
                ? "transport(\"tcp\")"
                : "transport(\"tls\") tls(key-file(\"%1$s/key.pem\") cert-file(\"%1$s/cert.pem\") peer-verify(optional-untrusted))"
                        .formatted(directory);
    }

    private List<String> openssl() {
        Path program = Path.of("/usr/bin/openssl");
        if (!Files.isExecutable(program)) {
            System.out.println("SKIPPED, NOT TESTED: there is no " + program);
            Assumptions.abort("there is no " + program);
        }
        String accept = "127.0.0.1:" + port;
        return List.of(
                program.toString(), "s_server", "-quiet", "-accept", accept, "-cert", "cert.pem", "-key", "key.pem");
    }

    /** Has it read nothing from now on, while its kernel goes on to take what comes. */
    void stop() throws Exception {
        Process signal = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start();
        assertThat(signal.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(signal.exitValue()).isZero();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** Asks it to end, and waits until it has (SIGTERM). */
    void end() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(END_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** Hands on every whole line that any of its lives has written, each once. */
    void read(Consumer<byte[]> lines) throws IOException {
        for (GrowingFile file : files) {
            file.read(lines);
        }
    }

    @Override
    public void close() throws Exception {
        kill();
        for (GrowingFile file : files) {
            file.close();
        }
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
