package dev.spillway.examples.collector.console;

import dev.spillway.examples.collector.syslog.SyslogEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Prints events from a thread of its own. Up to a megabyte of text may wait; beyond that {@link #print} waits, so a
 * slow terminal or pipe holds the senders back and loses nothing. An output that fails is given up for good.
 *
 * <p>Safe for use by many threads.
 */
public final class ConsolePrinter implements AutoCloseable {

    private static final int MAX_WAITING_CHARACTERS = 1024 * 1024;
    private static final Duration LAST_WORDS = Duration.ofMillis(300);

    private final OutputStream out;
    private final Charset charset;
    private final LineFormat format;
    private final Thread writer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition hasText = lock.newCondition();
    private final Condition hasRoom = lock.newCondition();

    // Guarded by lock.
    private StringBuilder waiting = new StringBuilder();
    private boolean closed;

    private ConsolePrinter(OutputStream out, Charset charset, boolean color) {
        this.out = out;
        this.charset = charset;
        this.format = new LineFormat(color, ZoneId.systemDefault());
        this.writer = new Thread(this::writeAll, "collector-console");
        this.writer.setDaemon(true);
    }

    /** Starts to print to the output, which stays open when the printer is closed. */
    public static ConsolePrinter start(OutputStream out, Charset charset, boolean color) {
        ConsolePrinter printer = new ConsolePrinter(out, charset, color);
        printer.writer.start();
        return printer;
    }

    /** Prints the event, after those that came before. */
    public void print(SyslogEvent event) {
        lock.lock();
        try {
            while (waiting.length() > MAX_WAITING_CHARACTERS && !closed) {
                hasRoom.awaitUninterruptibly();
            }
            if (!closed) {
                format.append(waiting, event);
                hasText.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Prints a line of the collector's own. */
    public void printLine(String line) {
        lock.lock();
        try {
            waiting.append(line).append('\n');
            hasText.signal();
        } finally {
            lock.unlock();
        }
    }

    private void writeAll() {
        StringBuilder spare = new StringBuilder();
        try {
            StringBuilder text = take(spare);
            while (text.length() > 0) {
                out.write(text.toString().getBytes(charset));
                out.flush();
                text.setLength(0);
                text = take(text);
            }
        } catch (IOException e) {
            giveUp();
        }
    }

    /** Waits for text and takes all of it, leaving the empty spare in its place; empty when closed. */
    private StringBuilder take(StringBuilder spare) {
        lock.lock();
        try {
            while (waiting.length() == 0 && !closed) {
                hasText.awaitUninterruptibly();
            }
            StringBuilder text = waiting;
            waiting = spare;
            hasRoom.signalAll();
            return text;
        } finally {
            lock.unlock();
        }
    }

    private void giveUp() {
        lock.lock();
        try {
            closed = true;
            hasRoom.signalAll();
            hasText.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Prints what is waiting, for at most 300 ms, and lets nobody wait any more. */
    @Override
    public void close() {
        giveUp();
        try {
            writer.join(LAST_WORDS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
