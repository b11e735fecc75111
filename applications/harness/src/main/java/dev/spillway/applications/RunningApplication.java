package dev.spillway.applications;

import dev.spillway.testkit.SyslogMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An application in a process of its own, the endpoint that it logs to, and what it prints.
 *
 * <p>It is told by system properties where to log: {@code shop.logs.destination} and {@code shop.logs.ca}; its jar is named to
 * the tests by {@code spillway.application}. If it serves HTTP it logs {@code open on port ...} once it does.
 */
public final class RunningApplication implements AutoCloseable {
    /** Long enough for a start on a busy machine. */
    public static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Pattern OPEN = Pattern.compile("open on port (\\d+)");

    private final LogsEndpoint endpoint;
    private final Path output;
    private final Process process;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private RunningApplication(LogsEndpoint endpoint, Path output, Process process) {
        this.endpoint = endpoint;
        this.output = output;
        this.process = process;
    }

    /**
     * Starts the jar on this JVM's own JDK, to log by syslog over TLS.
     *
     * @param directory for what it prints and for the authority's certificate
     * @param properties further system properties, such as {@code a=b}
     */
    public static RunningApplication start(Path directory, String... properties) throws IOException {
        return start(LogsEndpoint.ofSyslog(), directory, properties);
    }

    /** As {@link #start}, but to log over HTTPS. */
    public static RunningApplication startOverHttps(Path directory, String... properties) throws IOException {
        return start(LogsEndpoint.ofHttps(), directory, properties);
    }

    private static RunningApplication start(LogsEndpoint endpoint, Path directory, String... properties)
            throws IOException {
        Path caFile = endpoint.certificate().writeCaPem(directory.resolve("ca.pem"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The quickest start, not the quickest run.
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("-Dshop.logs.destination=" + endpoint.destination());
        command.add("-Dshop.logs.ca=" + caFile);
        for (String property : properties) {
            command.add("-D" + property);
        }
        command.addAll(List.of("-jar", System.getProperty("spillway.application")));
        Path output = directory.resolve("output.txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new RunningApplication(endpoint, output, process);
        } catch (IOException e) {
            endpoint.end().run();
            throw e;
        }
    }

    /** Waits for a line with this text in it, and returns it with all that stands before it. */
    public String awaitLine(String part) {
        try {
            return endpoint.message().apply(part, PATIENCE).text();
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nIt printed:\n" + printed(), e);
        }
    }

    /** Sends a request to the application, once it is open, and returns the answer's body. */
    public String get(String path) throws InterruptedException, IOException {
        return check(client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString()));
    }

    /** Sends a request that may take its time. */
    public CompletableFuture<String> getLater(String path) {
        return client.sendAsync(request(path).GET().build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(RunningApplication::check);
    }

    /** Posts JSON, and returns the answer's body. */
    public String post(String path, String json) throws InterruptedException, IOException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return check(client.send(request, HttpResponse.BodyHandlers.ofString()));
    }

    private HttpRequest.Builder request(String path) {
        Matcher open = OPEN.matcher(awaitLine("open on port "));
        if (!open.find()) {
            throw new AssertionError("the application did not tell its port");
        }
        return HttpRequest.newBuilder(URI.create("http://localhost:" + open.group(1) + path))
                .timeout(PATIENCE);
    }

    private static String check(HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new AssertionError(response + ": " + response.body());
        }
        return response.body();
    }

    /** Asks the process to end (SIGTERM), and returns its exit status. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    /** Waits until it has ended by itself, and returns its exit status. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the application does not end. It printed:\n" + printed());
        }
        return process.exitValue();
    }

    /** All lines that have arrived, in order: the logger's name and the message. */
    public List<String> lines() {
        return endpoint.messages().get().stream()
                .map(message -> message.parsed().text())
                .toList();
    }

    /** The sequenceId of each line that has arrived (RFC 5424 section 7.3.1). */
    public List<Long> sequenceIds() {
        return endpoint.messages().get().stream()
                .map(message -> sequenceId(message.parsed()))
                .toList();
    }

    private static long sequenceId(SyslogMessage message) {
        return Long.parseLong(message.param("meta", "sequenceId").orElseThrow());
    }

    /** How many connections it has made, where it logs by syslog: that have brought a message. */
    public int connections() {
        return endpoint.connections().getAsInt();
    }

    /** What it has printed so far. */
    public String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the process, if it is alive, and closes the endpoint. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        endpoint.end().run();
    }
}
