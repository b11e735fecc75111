package dev.spillway;

import dev.spillway.internal.buffer.FileSystemDisk;
import dev.spillway.internal.buffer.SpillOwner;
import dev.spillway.internal.buffer.SpillSettings;
import dev.spillway.internal.buffer.SpillStatus;
import dev.spillway.internal.delivery.Engine;
import dev.spillway.internal.delivery.EngineThread;
import dev.spillway.internal.delivery.Ledger;
import dev.spillway.internal.format.EventEncoders;
import dev.spillway.internal.format.MessageSink;
import dev.spillway.internal.format.Outcome;
import dev.spillway.internal.format.SequenceIds;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine that ships events to an endpoint: {@code log} encodes an event and puts its bytes into a bounded buffer,
 * and the engine's own thread sends them. Made by {@link #builder()}, ended by {@link #close()}.
 *
 * <pre>{@code
 * try (Spillway spillway = Spillway.builder().destination("syslog+tls://logs.example.com:6514").build()) {
 *     spillway.log(LogEvent.of(Severity.INFO, "com.example.Main", "started"));
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads at once, platform or virtual.
 */
public final class Spillway implements AutoCloseable {
    private static final LogEventReader READER = new LogEventReader();

    private final String name;
    /** Asked for when it is needed: it takes a first start longer to say than most of the rest. */
    private final Supplier<String> identity;

    private final ReporterRelay reporter;
    private final Ledger ledger = new Ledger();
    private final EventEncoders encoders;
    private final Engine engine;
    private final Management management;
    private final ShutdownHook hook;
    private final Duration shutdownTimeout;
    private final boolean overHttp;

    Spillway(Settings settings, String name, Supplier<String> identity, Reporter reporter, OwnersEnd ownersEnd) {
        this(settings, name, identity, reporter, ownersEnd, relay -> spillOwner(settings, name, relay));
    }

    /** @param spillOwner who spills, and where, given its reporter */
    Spillway(
            Settings settings,
            String name,
            Supplier<String> identity,
            Reporter reporter,
            OwnersEnd ownersEnd,
            Function<Reporter, @Nullable SpillOwner> spillOwner) {
        this.name = name;
        this.identity = identity;
        this.overHttp = settings.delivery().isOverHttp();
        this.shutdownTimeout = settings.delivery().shutdownTimeout();
        this.reporter = new ReporterRelay(reporter);
        encoders = new EventEncoders(settings.format(), new SequenceIds(1));
        reporter.info(StartLine.of(settings));
        settings.risks().forEach(reporter::warn);
        engine = new Engine(
                name,
                settings.buffer(),
                spillOwner.apply(this.reporter),
                settings.transport(),
                settings.delivery(),
                ledger,
                this.reporter,
                this::logInBand,
                this::ended);
        management = new Management(this::stats);
        engine.help(() -> management.register(name));
        hook = ShutdownHook.of(this, name);
        hook.yieldTo(ownersEnd);
        if (settings.delivery().shutdownHook()) {
            hook.install();
        }
    }

    private static @Nullable SpillOwner spillOwner(Settings settings, String name, Reporter reporter) {
        SpillSettings spill = settings.spill();
        if (spill == null) {
            return null;
        }
        String description = Identity.ofSlot(name, settings);
        return new SpillOwner(
                new FileSystemDisk(),
                spill,
                Identity.digest(description),
                description,
                System.currentTimeMillis(),
                System::nanoTime,
                reporter);
    }

    /** Starts the description of an engine. */
    public static SpillwayBuilder builder() {
        return new SpillwayBuilder();
    }

    /**
     * Ships an event of a logging framework. Never throws, and never waits unless {@code overflow=block}.
     *
     * @param reader how to read it
     * @param event what was logged; not kept after this returns
     */
    public <E> void log(EventReader<E> reader, E event) {
        if (EngineThread.isCurrent() || (overHttp && OkHttpTasks.areLogging(reader, event))) {
            ledger.ignore();
            return;
        }
        ledger.accept();
        if (engine.isClosing()) {
            ledger.drop(DropReason.CLOSED);
        } else {
            encode(reader, event, engine);
        }
    }

    /** Ships an event. Never throws, and never waits unless {@code overflow=block}. */
    public void log(LogEvent event) {
        log(READER, event);
    }

    private <E> boolean encode(EventReader<E> reader, E event, MessageSink sink) {
        try {
            Outcome outcome = encoders.encode(reader, event, sink);
            if (outcome == Outcome.OVERSIZE) {
                ledger.drop(DropReason.OVERSIZE);
            }
            return outcome == Outcome.APPENDED;
        } catch (Throwable e) {
            // Whatever an argument's toString() throws, an Error included, is no reason to fail the application's call.
            ledger.drop(DropReason.FAILED);
            return false;
        }
    }

    /** Puts a warning of the engine's own into the stream; called on the pump's thread. */
    private boolean logInBand(String text) {
        LogEvent event = new LogEvent(Severity.WARNING, Instant.now(), null, text, null, Map.of());
        ledger.accept();
        return encode(READER, event, engine);
    }

    /**
     * Waits until every event that was logged before this call is confirmed or dropped. Where nothing else confirms
     * (syslog over TLS or TCP) the connection is ended in order, which does, and made anew for the next event.
     *
     * @param timeout how long to wait at most
     * @return whether that happened within the timeout
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean flush(Duration timeout) throws InterruptedException {
        return engine.flush(timeout);
    }

    /** The books and the state of the connection, now. */
    public SpillwayStats stats() {
        Ledger.Balance balance = ledger.balance(engine.buffer());
        long oldest = engine.oldestPendingMillis();
        SpillStatus disk = engine.buffer().spill();
        return new SpillwayStats(
                balance.accepted(),
                balance.recovered(),
                balance.delivered(),
                balance.read(),
                balance.pending(),
                balance.dropped(),
                balance.ignored(),
                balance.replayed(),
                balance.pendingInMemory(),
                engine.buffer().usedBytes(),
                engine.buffer().limitBytes(),
                disk == null ? 0 : disk.bytesOnDisk(),
                disk == null ? null : disk.trouble(),
                oldest < 0 || balance.pending() == 0 ? null : Instant.ofEpochMilli(oldest),
                engine.connection(),
                engine.destination().toString(),
                engine.lastError());
    }

    /**
     * Stops this engine as a reconfiguration does: it goes on sending what it has, while a successor with the same name
     * and options may take it over through {@link SpillwayBuilder#resumeOrBuild()} within 2 s. Otherwise it closes
     * itself in the background. Returns at once.
     */
    public void park() {
        if (!engine.isClosing()) {
            hook.yieldTo(OwnersEnd.SILENT);
            ParkedEngines.park(this);
        }
    }

    /**
     * Sends what waits, closes the connection in order and ends the engine's threads, within {@code shutdownTimeout} in
     * all. What could not be sent by then is dropped and counted. Further calls do nothing.
     */
    @Override
    public void close() {
        ParkedEngines.take(this);
        engine.close();
    }

    /**
     * Does what {@link #close} does if this engine is parked, and nothing if a successor has taken it over.
     *
     * @return whether it was parked
     */
    public boolean closeIfParked() {
        boolean parked = ParkedEngines.take(this);
        if (parked) {
            engine.close();
        }
        return parked;
    }

    /**
     * Whether this engine closes itself when the JVM ends: {@code shutdownHook} is on, and the engine is not closed and was
     * not started when the JVM was ending already. Nobody else has to wait then until everything is sent.
     */
    public boolean closesAtJvmEnd() {
        return hook.isInstalled() && !engine.isClosing();
    }

    /** Whether a close has begun: what is logged from then on is dropped as {@link DropReason#CLOSED}. */
    public boolean isClosing() {
        return engine.isClosing();
    }

    /** Goes on after a {@link #park}, for a new owner. */
    void resume(Reporter newReporter, OwnersEnd ownersEnd) {
        reporter.redirect(newReporter);
        hook.yieldTo(ownersEnd);
        newReporter.info("goes on with the connection and the buffer of before the reconfiguration");
    }

    /** Waits until no event has come for a while, though not for longer than {@code shutdownTimeout}. */
    void awaitQuiet(Duration quiet) throws InterruptedException {
        awaitQuiet(quiet, shutdownTimeout);
    }

    /** Waits until somebody has closed this engine, or no event has come for all of {@code shutdownTimeout}. */
    void awaitCloseByOwner() throws InterruptedException {
        awaitQuiet(shutdownTimeout, ChronoUnit.FOREVER.getDuration());
    }

    private void awaitQuiet(Duration quiet, Duration atMost) throws InterruptedException {
        long started = System.nanoTime();
        long accepted = -1;
        boolean ended = false;
        while (!ended
                && ledger.acceptedSoFar() != accepted
                && Duration.ofNanos(System.nanoTime() - started).compareTo(atMost) < 0) {
            accepted = ledger.acceptedSoFar();
            ended = engine.awaitEnd(quiet);
        }
    }

    /** What runs at the JVM's end. */
    Runnable hook() {
        return hook;
    }

    void beginClose() {
        engine.beginClose();
    }

    void closeAfter(Duration delay, BooleanSupplier claim) {
        engine.closeAfter(delay, claim);
    }

    String identity() {
        return identity.get();
    }

    private void ended() {
        hook.remove();
        management.unregister();
    }

    @Override
    public String toString() {
        return "Spillway " + name + " to " + engine.destination();
    }
}
