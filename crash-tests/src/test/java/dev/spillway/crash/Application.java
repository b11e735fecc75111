package dev.spillway.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A running {@link LoggingProgram}, as its parent sees it. Ends it when closed. */
final class Application implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int LINES_KEPT = 200;

    private final Process process;
    private final Thread reader;
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private volatile long[] returned;
    private volatile ProgramLine started;
    private volatile ProgramLine latest;
    private volatile ProgramLine closed;
    private volatile long mostInMemory;
    private volatile long mostDirect;

    Application(Process process, int threads) {
        this.process = process;
        this.returned = new long[threads];
        reader = new Thread(this::read, "application-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            told.add("its output ended with " + e);
        }
    }

    private void take(String line) {
        if (line.matches("returned( \\d+)+")) {
            returned = Arrays.stream(line.split(" "))
                    .skip(1)
                    .mapToLong(Long::parseLong)
                    .toArray();
        } else if (ProgramLine.isOne(line)) {
            take(ProgramLine.parse(line));
        } else if (told.size() < LINES_KEPT) {
            told.add(line);
        }
    }

    private void take(ProgramLine line) {
        mostInMemory = Math.max(mostInMemory, line.number("inMemory"));
        mostDirect = Math.max(mostDirect, line.number("direct"));
        latest = line;
        if (line.word().equals("started")) {
            started = line;
        } else if (line.word().equals("closed")) {
            closed = line;
        }
    }

    /** Waits until the engine is built, and returns what the program said then. */
    ProgramLine awaitStart() {
        await("its start", () -> started != null);
        return started;
    }

    /**
     * Has each of its threads log events.
     *
     * @param burst after so many events a thread rests
     * @param restMicros for so long; 0 for never
     */
    Application log(int each, int burst, long restMicros) {
        awaitStart();
        return tell("log " + each + " " + burst + " " + restMicros);
    }

    /** Has it log on while the disk lags or fails; else its threads rest until nothing is in memory alone. */
    Application regardlessOfTheDisk() {
        awaitStart();
        return tell("regardless");
    }

    /** Gives a command. */
    Application tell(String command) {
        try {
            process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(command + " cannot be told to " + this, e);
        }
        return this;
    }

    /** Waits until the program has said that a call returned; it says so once a kill would spare the event. */
    void awaitFirstReturn() {
        await("a call's return", () -> Arrays.stream(returned).sum() > 0);
    }

    /** Waits until each of its threads has logged so many events. */
    void awaitReturns(long each) {
        await(each + " returns", () -> Arrays.stream(returned).allMatch(count -> count >= each));
    }

    /** Waits until it has said a line that contains {@code part}. */
    void awaitLine(String part) {
        await("a line with \"" + part + "\"", () -> told.stream().anyMatch(line -> line.contains(part)));
    }

    /** Has its threads end; returns how many calls of each have returned. */
    long[] quieten() {
        tell("quiet").awaitLine("quiet");
        awaitStats("its books to settle", line -> Arrays.stream(returned).sum() == line.number("accepted"));
        return returned.clone();
    }

    /** Waits for something about its latest statistics. */
    void awaitStats(String what, Predicate<ProgramLine> condition) {
        await(what, () -> latest != null && condition.test(latest));
    }

    private void await(String what, BooleanSupplier condition) {
        try {
            // Each line that it says may undo the condition: what was seen once, counts.
            boolean met = Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(PATIENCE)
                    .until(() -> metOrEnded(condition), Optional::isPresent)
                    .orElseThrow();
            if (!met) {
                throw new AssertionError("ended before " + what + ": " + this);
            }
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no " + what + " within " + PATIENCE + ": " + this, e);
        }
    }

    /** Nothing as long as neither is the case. */
    private Optional<Boolean> metOrEnded(BooleanSupplier condition) {
        boolean ended = !process.isAlive() && !reader.isAlive();
        boolean met = condition.getAsBoolean();
        return met || ended ? Optional.of(met) : Optional.empty();
    }

    /** Lets it run. */
    void runFor(Duration duration) throws InterruptedException {
        if (process.waitFor(duration.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new AssertionError("ended by itself: " + this);
        }
    }

    /** Ends it by SIGKILL; returns how many calls of each thread it had reported as returned. */
    long[] kill() throws InterruptedException {
        process.destroyForcibly();
        return awaitEnd();
    }

    /** Asks it to end (SIGTERM). */
    void terminate() {
        // The process itself would also lose its input, whose end means something to it.
        process.toHandle().destroy();
    }

    /** Waits for its end; returns how many calls of each thread it had reported as returned. */
    long[] awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still alive after " + PATIENCE + ": " + this);
        }
        reader.join(PATIENCE.toMillis());
        return returned.clone();
    }

    /** Closes the engine in the program, and returns its books. */
    ProgramLine closeEngine() throws InterruptedException {
        tell("close");
        awaitEnd();
        if (closed == null) {
            throw new AssertionError("ended without closing: " + this);
        }
        return closed;
    }

    int exitValue() {
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    ProgramLine latest() {
        return latest;
    }

    /** How many calls of each thread it has reported as returned. */
    long[] returned() {
        return returned.clone();
    }

    /** The most events that it ever said were waiting in memory alone. */
    long mostInMemory() {
        return mostInMemory;
    }

    /** The most direct memory that it ever said it had, in bytes. */
    long mostDirect() {
        return mostDirect;
    }

    /** What it said besides numbers. */
    Queue<String> told() {
        return told;
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    @Override
    public String toString() {
        return "application " + process.pid() + (process.isAlive() ? "" : ", exit value " + process.exitValue())
                + ", returned " + Arrays.toString(returned) + ", " + latest + "\n  " + String.join("\n  ", told);
    }
}
