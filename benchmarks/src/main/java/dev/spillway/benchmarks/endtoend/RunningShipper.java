package dev.spillway.benchmarks.endtoend;

import dev.spillway.benchmarks.ScratchDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * A shipper in this process, and its sink in another one. The system property {@code sink} is the sink's class path,
 * {@code spill} whether ours has its buffer on disk.
 */
final class RunningShipper implements AutoCloseable {
    private static final Path STATUS = Path.of("/proc/self/status");

    private final ScratchDirectory directory;
    private final ChildJvm sink;
    private final FrontEnd frontEnd;

    private RunningShipper(ScratchDirectory directory, ChildJvm sink, FrontEnd frontEnd) {
        this.directory = directory;
        this.sink = sink;
        this.frontEnd = frontEnd;
    }

    /**
     * Starts both.
     *
     * @param protocol what the sink speaks
     * @param kind the front end
     * @param configuration the framework's file, beside this class
     */
    static RunningShipper start(String protocol, String kind, String configuration) throws IOException {
        ScratchDirectory directory = ScratchDirectory.create();
        ChildJvm sink = new ChildJvm(
                System.getProperty("sink"),
                List.of("-Xmx256m"),
                NumberedSink.class,
                List.of(protocol, directory.path().toString()));
        int port = Integer.parseInt(sink.await("port"));
        tellConfiguration(directory.path(), protocol, port);
        Path file = copy(configuration, directory.path());
        FrontEnd frontEnd = switch (kind) {
            case "logback" -> new LogbackFrontEnd(file);
            case "log4j2" -> new Log4jFrontEnd(file);
            case "jul" -> new JulFrontEnd(file);
            case "fluency" -> new FluencyFrontEnd(port, false);
            case "fluency-ack" -> new FluencyFrontEnd(port, true);
            case "limit" -> new WireLimit(SSLSocketFactory.getDefault(), port);
            case "limit-tcp" -> new WireLimit(SocketFactory.getDefault(), port);
            case "otlp" -> new OtlpFrontEnd(file, port);
            default -> throw new IllegalArgumentException("no front end " + kind);
        };
        return new RunningShipper(directory, sink, frontEnd);
    }

    /** What configurations refer to as properties of the system. */
    private static void tellConfiguration(Path directory, String protocol, int port) {
        boolean http = protocol.startsWith("http");
        boolean secured = protocol.equals("tls") || protocol.equals("https");
        System.setProperty("port", Integer.toString(port));
        System.setProperty("directory", directory.toString());
        System.setProperty("destination", (http ? protocol : "syslog+" + protocol) + "://127.0.0.1:" + port);
        System.setProperty("ca", secured ? directory.resolve(NumberedSink.CA).toString() : "");
        System.setProperty("spill", System.getProperty("spill", "").isEmpty() ? "" : directory + "/spill");
        if (secured) {
            String trust = directory.resolve(NumberedSink.TRUST).toString();
            System.setProperty("trust", trust);
            System.setProperty("javax.net.ssl.trustStore", trust);
            System.setProperty("javax.net.ssl.trustStorePassword", NumberedSink.PASSWORD);
        }
    }

    private static Path copy(String configuration, Path directory) throws IOException {
        Path file = directory.resolve(configuration);
        try (InputStream in = RunningShipper.class.getResourceAsStream(configuration)) {
            if (in == null) {
                throw new IOException("there is no configuration " + configuration);
            }
            Files.copy(in, file);
        }
        return file;
    }

    FrontEnd frontEnd() {
        return frontEnd;
    }

    /** Tells the sink to do something. */
    void tell(String command) {
        sink.say(command);
    }

    /** Waits until so many events have arrived, or none has for some time. */
    Arrivals.Count arrived(long events, int patienceSeconds) {
        sink.say("await " + events + " " + patienceSeconds);
        return Arrivals.Count.parse(sink.await("arrived"));
    }

    /** The most memory that this process has ever had in use, as Linux counts it; 0 elsewhere. */
    static long peakMegabytes() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        try (directory;
                sink) {
            frontEnd.close();
        }
    }
}
