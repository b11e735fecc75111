package dev.spillway.examples.album.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One program that is kept running in its own process.
 *
 * <p>Its output is passed on line by line; the line that says it is ready completes {@link #ready}. When it dies after
 * that it is started again, unless its exit status is 2, with which both programs say that they cannot start at all.
 * One thread a service watches the process and reads its output.
 *
 * @param <R> what the ready line tells
 */
final class Service<R> {

    private static final int CANNOT_START = 2;

    /** How long a death waits for a possible end of the whole demo before it is told as one. */
    private static final Duration GRACE = Duration.ofMillis(200);

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Function<String, Optional<R>> readyLine;
    private final Console console;
    private final Restarts restarts = new Restarts();
    private final CompletableFuture<R> ready = new CompletableFuture<>();
    private final CompletableFuture<Integer> gone = new CompletableFuture<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread watch;

    // Guarded by this: a process must not be started once stop has looked for one.
    private @Nullable Process process;

    Service(
            String name,
            List<String> command,
            Map<String, String> environment,
            Function<String, Optional<R>> readyLine,
            Console console) {
        this.name = name;
        this.command = command;
        this.environment = environment;
        this.readyLine = readyLine;
        this.console = console;
        watch = new Thread(this::keepRunning, "demo-" + name);
        watch.setDaemon(true);
    }

    void start() {
        watch.start();
    }

    /** Completes at the first ready line; exceptionally with {@link CannotStartException} when there will be none. */
    CompletableFuture<R> ready() {
        return ready;
    }

    /** Completes with the last exit status once the program is not started again. */
    CompletableFuture<Integer> gone() {
        return gone;
    }

    /** Ends the process, by force once {@code patience} is over, and returns when it is gone. */
    void stop(Duration patience) throws InterruptedException {
        stopping.countDown();
        Process last;
        synchronized (this) {
            last = process;
        }
        if (last != null) {
            // Not Process.destroy, which would cut off the last output too.
            last.toHandle().destroy();
            if (!last.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                console.say("the " + name + " did not end within " + patience.toSeconds() + " s and is killed");
                last.destroyForcibly().waitFor();
            }
        }
        watch.join(patience.toMillis());
    }

    private void keepRunning() {
        int status = 1;
        try {
            boolean again = true;
            while (again) {
                long started = System.nanoTime();
                Process running = startProcess();
                if (running == null) {
                    break;
                }
                passOutput(running);
                status = running.waitFor();
                again = awaitRestart(status, Duration.ofNanos(System.nanoTime() - started));
            }
        } catch (IOException e) {
            console.say("the " + name + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ready.completeExceptionally(
                    new CannotStartException("the " + name + " ended with status " + status + " before it was ready"));
            gone.complete(status);
        }
    }

    private synchronized @Nullable Process startProcess() throws IOException {
        if (stopping.getCount() == 0) {
            return null;
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        // Standard input stays an open pipe: its end tells the child that the launcher is gone, however it went.
        process = builder.start();
        return process;
    }

    private void passOutput(Process running) throws IOException {
        try (BufferedReader lines = running.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                console.pass(name, line);
                readyLine.apply(line).ifPresent(ready::complete);
            }
        }
    }

    /** Returns whether the program is to be started again, once the delay before that is over. */
    private boolean awaitRestart(int status, Duration lifetime) throws InterruptedException {
        if (stopping.await(GRACE.toMillis(), TimeUnit.MILLISECONDS) || !ready.isDone()) {
            return false;
        }
        if (status == CANNOT_START) {
            console.say("the " + name + " cannot start again, which ends the demo");
            return false;
        }
        Duration delay = restarts.afterDeath(lifetime);
        console.say("the " + name + " died with status " + status + " after " + seconds(lifetime) + quickDeaths()
                + "; starting it again in " + seconds(delay));
        return !stopping.await(delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private String quickDeaths() {
        int quick = restarts.quickDeaths();
        return quick < 2 ? "" : ", " + quick + " quick deaths in a row";
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
