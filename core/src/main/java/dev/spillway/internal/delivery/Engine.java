package dev.spillway.internal.delivery;

import dev.spillway.ConnectionState;
import dev.spillway.DropReason;
import dev.spillway.Reporter;
import dev.spillway.Severity;
import dev.spillway.internal.buffer.Buffer;
import dev.spillway.internal.buffer.BufferSettings;
import dev.spillway.internal.buffer.BufferSettings.Overflow;
import dev.spillway.internal.buffer.SpillOwner;
import dev.spillway.internal.format.MessageSink;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.SocketNetwork;
import dev.spillway.internal.transport.TransportSettings;
import dev.spillway.internal.transport.Transports;
import dev.spillway.internal.transport.http.HttpClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A buffer, the pump that empties it, and their threads. Loggers {@link #append} to it; everything may be called by any
 * thread.
 */
public final class Engine implements MessageSink {
    private static final long NETWORK_NANOS = 20_000_000L;
    /** What ending the threads may take beyond the deadline of a close. */
    private static final long GRACE_NANOS = 250_000_000L;

    private final BufferSettings bufferSettings;
    private final Duration shutdownTimeout;
    private final Buffer buffer;
    private final Ledger ledger;
    private final Announcer announcer;
    private final SocketNetwork network;
    private final HelperThreads helper;
    private final @Nullable HttpClients http;
    private final Pump pump;
    private final Doorbell doorbell = new Doorbell();
    private final Room room;
    private final EngineThread thread;
    /** What the helper has done, after any of which the disk may have room again. */
    private final AtomicLong helped = new AtomicLong();

    private final Runnable whenClosed;

    private volatile boolean closing;
    private volatile long closeDeadline;
    private volatile @Nullable BooleanSupplier forsaken;
    private volatile long forsakenDeadline;

    /**
     * Starts an engine.
     *
     * @param spillOwner null for a buffer in memory alone
     * @param inBand puts a warning event of the engine's own into it; false if there was no room
     * @param whenClosed runs on the pump's thread when everything is over
     * @throws UncheckedIOException if the operating system gives no selector
     */
    public Engine(
            String name,
            BufferSettings bufferSettings,
            @Nullable SpillOwner spillOwner,
            TransportSettings transportSettings,
            DeliverySettings settings,
            Ledger ledger,
            Reporter reporter,
            Predicate<String> inBand,
            Runnable whenClosed) {
        this.whenClosed = whenClosed;
        this.bufferSettings = bufferSettings;
        this.shutdownTimeout = settings.shutdownTimeout();
        this.ledger = ledger;
        this.announcer = new Announcer(reporter);
        this.buffer = spillOwner == null
                ? new Buffer(bufferSettings, doorbell::rolled)
                : Buffer.onDisk(bufferSettings, spillOwner, doorbell::rolled);
        this.room = new Room(buffer.oldestPosition(), bufferSettings.bufferBytes());
        ledger.recover(buffer.recoveredEvents());
        ledger.noteDropsIn(buffer);
        try {
            this.network = new SocketNetwork(settings.replayWindow());
        } catch (IOException e) {
            throw new UncheckedIOException("the operating system gives no selector", e);
        }
        this.helper = new HelperThreads("spillway-" + name + "-helper", this::helped);
        this.http = settings.isOverHttp()
                ? HttpThreads.clients("spillway-" + name + "-http", this::wake, transportSettings)
                : null;
        SplittableRandom random = new SplittableRandom();
        Batches batches = new Batches(buffer, random.nextLong());
        this.pump = new Pump(
                new Environment(Time.SYSTEM, random, network, helper),
                buffer,
                ledger,
                settings,
                bufferSettings.overflow() == Overflow.DROP_OLDEST,
                batches,
                new Transports(
                        network,
                        helper,
                        transportSettings,
                        bufferSettings.maxMessageSize(),
                        reporter,
                        Time.SYSTEM::epochMillis,
                        http,
                        batches),
                transportSettings.connectionTimeout(),
                announcer,
                new DropReport(ledger, buffer, inBand));
        this.thread = new EngineThread("spillway-" + name + "-pump", this::run);
        doorbell.serve(thread);
        thread.start();
    }

    // For loggers.

    @Override
    public boolean append(
            byte[] bytes,
            int offset,
            int length,
            int structuredDataAt,
            Severity severity,
            long epochMillis,
            boolean last) {
        if (!buffer.append(bytes, offset, length, structuredDataAt, severity, epochMillis, last)
                && !overflow(bytes, offset, length, structuredDataAt, severity, epochMillis, last)) {
            return false;
        }
        doorbell.appended(severity.isUrgent());
        return true;
    }

    private boolean overflow(
            byte[] bytes,
            int offset,
            int length,
            int structuredDataAt,
            Severity severity,
            long epochMillis,
            boolean last) {
        Room.Outcome outcome = Room.Outcome.TIMED_OUT;
        if (bufferSettings.overflow() == Overflow.BLOCK && !closing && !EngineThread.isCurrent()) {
            outcome = room.await(
                    () -> buffer.append(bytes, offset, length, structuredDataAt, severity, epochMillis, last),
                    bufferSettings.maxBlockTime().toNanos());
        }
        if (outcome == Room.Outcome.DONE) {
            return true;
        }
        doorbell.rolled();
        ledger.drop(
                outcome == Room.Outcome.INTERRUPTED
                        ? DropReason.INTERRUPTED
                        : closing ? DropReason.CLOSED : DropReason.BUFFER_FULL);
        return false;
    }

    // The pump's thread.

    private void run() {
        Naps naps = new Naps();
        while (!pump.isClosed()) {
            try {
                PumpWait wait = pump.step();
                long nap = naps.next(pump.hasMoved() || wait == PumpWait.NETWORK);
                boolean rests = wait == PumpWait.EVENTS || wait == PumpWait.PAUSE;
                room.freed(buffer.oldestPosition() + helped.get(), rests, System.nanoTime());
                closeIfForsaken();
                await(wait, nap, naps.isAsleep());
            } catch (IOException | RuntimeException | Error e) {
                // A defect of ours or of the JVM must not end the delivery of what is logged after it.
                announcer.failed(
                        "an unexpected error broke the connection, which is made anew: " + e, System.nanoTime());
                recover();
            }
        }
        room.open();
        network.close();
        helper.close();
        if (http != null) {
            http.close();
        }
        whenClosed.run();
    }

    private void recover() {
        try {
            pump.recover();
        } catch (RuntimeException | Error e) {
            announcer.failed("an unexpected error kept the connection from being made anew: " + e, System.nanoTime());
        }
        // Whatever it is, it may happen again at once.
        doorbell.rest(Naps.SLEEP_NANOS);
    }

    private void await(PumpWait wait, long nap, boolean asleep) throws IOException {
        switch (wait) {
            case NOTHING -> {}
            case NETWORK -> network.awaitSockets(NETWORK_NANOS);
            case EVENTS -> rest(asleep ? Doorbell.ASLEEP : Doorbell.NAPPING, nap);
            case PAUSE -> rest(Doorbell.AWAY, Math.min(pump.pauseNanos(), Naps.SLEEP_NANOS));
        }
    }

    private void rest(int how, long nanos) throws IOException {
        network.letGo();
        doorbell.lieDown(how);
        // An event that came before the loggers could see us lie down has not rung.
        if (how == Doorbell.AWAY || !pump.hasUnsent()) {
            doorbell.rest(nanos);
        }
        doorbell.getUp();
    }

    private void closeIfForsaken() {
        BooleanSupplier claim = forsaken;
        if (claim != null && System.nanoTime() - forsakenDeadline >= 0) {
            forsaken = null;
            if (claim.getAsBoolean()) {
                beginClose();
            }
        }
    }

    private void helped() {
        helped.incrementAndGet();
        wake();
    }

    private void wake() {
        network.wake(thread);
    }

    // For the owner.

    /** Closes in the background after some time, if {@code claim} then says that nobody else has taken the engine. */
    public void closeAfter(Duration delay, BooleanSupplier claim) {
        forsakenDeadline = System.nanoTime() + delay.toNanos();
        forsaken = claim;
        wake();
    }

    /** Starts to close, if that has not begun: to send what waits, within {@code shutdownTimeout}. */
    public synchronized void beginClose() {
        if (!closing) {
            closing = true;
            closeDeadline = System.nanoTime() + shutdownTimeout.toNanos();
            pump.close(closeDeadline);
            wake();
            prepareDisk();
        }
    }

    /** What waits in memory is on disk by the time at which the pump gives up, then. */
    private void prepareDisk() {
        if (buffer.spill() == null) {
            return;
        }
        try {
            helper.execute(buffer::prepareClose);
        } catch (OutOfMemoryError e) {
            // The system has no thread to give; the pump does it at its end.
        }
    }

    /** Closes, and waits until that is done. */
    public void close() {
        beginClose();
        boolean interrupted = false;
        long end = closeDeadline + GRACE_NANOS;
        while (!EngineThread.isCurrent()) {
            try {
                pump.closed().await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the end of a close; returns whether it has come. */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        return pump.closed().await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether a close has begun, after which events are no longer accepted. */
    public boolean isClosing() {
        return closing;
    }

    /** Waits until all that is in the buffer now is confirmed or dropped. */
    public boolean flush(Duration timeout) throws InterruptedException {
        CountDownLatch done = pump.flush(System.nanoTime() + timeout.toNanos());
        wake();
        return done.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs something on the helper's thread. */
    public void help(Runnable task) {
        helper.execute(task);
    }

    /** The buffer, to be asked for its sizes. */
    public Buffer buffer() {
        return buffer;
    }

    /** What the connection is doing. */
    public ConnectionState connection() {
        return pump.connection();
    }

    /** The destination in use, or else the one used last, or else the preferred. */
    public Destination destination() {
        return pump.destination();
    }

    /** When the oldest pending event was logged, in epoch milliseconds; -1 if none is pending. */
    public long oldestPendingMillis() {
        return pump.oldestPendingMillis();
    }

    /** What went wrong last; null if nothing has. */
    public @Nullable String lastError() {
        return announcer.lastError();
    }
}
