package dev.spillway.examples.album.demo;

import dev.spillway.examples.album.store.TemporaryDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The launcher: starts the collector and an album that logs to it, keeps both running, and ends both.
 *
 * <p>{@link #run} belongs to one thread; {@link #close} may come from any other, such as a shutdown hook.
 */
public final class Demo implements AutoCloseable {

    private static final int CANNOT_START = 2;
    private static final Duration UNTIL_READY = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DemoSettings settings;
    private final Console console;
    private final @Nullable Programs given;

    // Guarded by this.
    private final List<Service<?>> services = new ArrayList<>();
    private @Nullable TemporaryDirectory temporary;
    private boolean closed;

    public Demo(DemoSettings settings, PrintStream out) {
        this(settings, out, null);
    }

    /** @param given null: find the programs of this build */
    Demo(DemoSettings settings, PrintStream out, @Nullable Programs given) {
        this.settings = settings;
        this.console = new Console(out, settings.color());
        this.given = given;
    }

    /** Runs the demo until it is closed or one of its programs cannot go on; returns the exit status. */
    public int run() throws InterruptedException {
        try {
            Programs programs = given != null ? given : Programs.find(settings);
            Ports.check(settings);
            return start(programs).get();
        } catch (CannotStartException e) {
            console.say(e.getMessage());
            return CANNOT_START;
        } catch (IOException | ExecutionException e) {
            console.say("the demo cannot go on: " + e);
            return 1;
        } finally {
            close();
        }
    }

    private CompletableFuture<Integer> start(Programs programs)
            throws IOException, CannotStartException, InterruptedException {
        Path directory = makeDirectory();
        Path albumData = settings.data() != null ? settings.data() : directory.resolve("album");
        Map<String, String> spill = Map.of(
                "SPILLWAY_SPILL_DIRECTORY",
                settings.spillDirectory().isBlank()
                        ? directory.resolve("spill").toString()
                        : settings.spillDirectory());
        if (settings.shipsElsewhere()) {
            console.say("SPILLWAY_DESTINATION is set, so the album ships there and no collector is started");
            Service<AlbumReady> album = album(programs, albumData, spill);
            announce(List.of("album:     " + await(album, "album").page()));
            return album.gone();
        }
        Path collectorData = directory.resolve("collector");
        Service<CollectorReady> collector = collector(programs, collectorData);
        CollectorReady listening = await(collector, "collector");
        Map<String, String> environment = new HashMap<>(spill);
        environment.put("SPILLWAY_DESTINATION", "syslog+tls://localhost:" + listening.tlsPort());
        environment.put("SPILLWAY_CA_FILE", collectorData.resolve("ca.pem").toString());
        Service<AlbumReady> album = album(programs, albumData, environment);
        announce(List.of("album:     " + await(album, "album").page(), "collector: " + listening.page()));
        return CompletableFuture.anyOf(album.gone(), collector.gone()).thenApply(Integer.class::cast);
    }

    private Service<CollectorReady> collector(Programs programs, Path data) throws CannotStartException {
        DemoSettings.Collector asked = settings.collector();
        List<String> command = new ArrayList<>(programs.collector());
        command.addAll(List.of("--bind", "127.0.0.1", "--data", data.toString()));
        command.addAll(List.of("--http-port", Integer.toString(asked.httpPort())));
        command.addAll(List.of("--tls-port", Integer.toString(asked.tlsPort())));
        command.addAll(List.of("--tcp-port", Integer.toString(asked.tcpPort())));
        command.addAll(List.of("--udp-port", Integer.toString(asked.udpPort())));
        command.add("--no-login");
        command.addAll(List.of("--color", settings.color() ? "always" : "never"));
        return begin(new Service<>("collector", command, Map.of(), line -> CollectorReady.parse(line, asked), console));
    }

    private Service<AlbumReady> album(Programs programs, Path data, Map<String, String> environment)
            throws CannotStartException {
        List<String> command = new ArrayList<>(programs.album());
        command.addAll(List.of("--bind", settings.bind(), "--port", Integer.toString(settings.port())));
        command.addAll(List.of("--data", data.toString(), "--end-with-stdin", "--crash-button"));
        return begin(new Service<>("album", command, environment, AlbumReady::parse, console));
    }

    private synchronized Path makeDirectory() throws IOException, CannotStartException {
        requireOpen();
        TemporaryDirectory directory = TemporaryDirectory.create("caos-demo-");
        temporary = directory;
        return directory.path();
    }

    private synchronized <R> Service<R> begin(Service<R> service) throws CannotStartException {
        requireOpen();
        services.add(service);
        service.start();
        return service;
    }

    private void requireOpen() throws CannotStartException {
        if (closed) {
            throw new CannotStartException("the demo was ended before it was ready");
        }
    }

    private <R> R await(Service<R> service, String name) throws CannotStartException, InterruptedException {
        try {
            return service.ready().get(UNTIL_READY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof CannotStartException known
                    ? known
                    : new CannotStartException("the " + name + " did not start: " + e.getCause());
        } catch (TimeoutException e) {
            throw new CannotStartException("the " + name + " was not ready within " + UNTIL_READY.toSeconds() + " s");
        }
    }

    private void announce(List<String> addresses) {
        console.say("");
        addresses.forEach(console::say);
        console.say("Ctrl-C ends the demo");
        console.say("");
    }

    /** Ends both programs, the album first so that its last events arrive, and deletes what the demo kept. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            for (int i = services.size() - 1; i >= 0; i--) {
                services.get(i).stop(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (temporary != null) {
            temporary.close();
        }
    }
}
