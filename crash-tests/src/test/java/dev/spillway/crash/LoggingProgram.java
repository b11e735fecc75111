package dev.spillway.crash;

import dev.spillway.SpillwayStats;
import dev.spillway.frontends.ByBuilder;
import dev.spillway.frontends.Configured;
import dev.spillway.frontends.Shipper;
import dev.spillway.testkit.SequenceOracle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * The application that is killed: it logs numbered events, says on its standard output which of them the engine has
 * taken and a kill would spare, and ends as its standard input commands. The end of the input ends it too, so that it
 * never outlives a test.
 *
 * <p>What waits in memory alone, as the disk lags, ends with the process: its call is reported as returned only once
 * nothing does, or once the loggers have ended, and until then they rest, unless they are told to log regardless.
 *
 * <p>With asynchronous loggers a call returns before the engine has the event; what counts as returned here is then the
 * call of the appender.
 *
 * <p>Arguments: seed, filler length, logging threads, number of the first thread, front end, then options as
 * {@code name=value}.
 */
final class LoggingProgram {
    private static final long TICK_NANOS = 500_000;

    private final Shipper shipper;
    private final SequenceOracle payloads;
    private final int firstThread;
    private final AtomicLongArray returned;
    private final AtomicLong longestNanos = new AtomicLong();
    private final List<Thread> loggers = new ArrayList<>();
    private volatile boolean interrupting;
    private volatile boolean quiet;
    private volatile boolean regardless;
    private volatile boolean diskLags;

    private LoggingProgram(String[] args) {
        payloads = new Payloads(Long.parseLong(args[0]), Integer.parseInt(args[1])).oracle();
        returned = new AtomicLongArray(Integer.parseInt(args[2]));
        firstThread = Integer.parseInt(args[3]);
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : List.of(args).subList(5, args.length)) {
            options.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
        }
        Configured frontEnd = Configured.valueOf(args[4]);
        long before = System.nanoTime();
        shipper = frontEnd == Configured.BUILDER
                ? new ByBuilder(options, LoggingProgram::say, this::taken)
                : frontEnd.with(options, this::taken);
        say(ProgramLine.started((System.nanoTime() - before) / 1_000, shipper.stats()));
    }

    /** Runs until told to end. */
    public static void main(String[] args) throws IOException, InterruptedException {
        LoggingProgram program = new LoggingProgram(args);
        daemon("reports", program::report);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            if (command.equals("return")) {
                return;
            }
            program.obey(command.split(" "));
        }
        Runtime.getRuntime().halt(2);
    }

    private void obey(String[] words) throws InterruptedException {
        switch (words[0]) {
            case "log" -> log(Integer.parseInt(words[1]), Integer.parseInt(words[2]), Long.parseLong(words[3]));
            case "regardless" -> regardless = true;
            case "interrupt" -> interrupting = true;
            case "quiet" -> {
                quiet = true;
                for (Thread logger : loggers) {
                    logger.join();
                }
                say("quiet");
            }
            case "exit" -> System.exit(0);
            case "halt" -> Runtime.getRuntime().halt(1);
            case "fill" -> daemon("filler", LoggingProgram::fillMemory);
            case "fill-native" -> daemon("filler", LoggingProgram::fillNativeMemory);
            case "close" -> {
                shipper.close();
                say(ProgramLine.of("closed", shipper.stats()));
                Runtime.getRuntime().halt(0);
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private void log(int each, int burst, long restMicros) {
        for (int thread = 0; thread < returned.length(); thread++) {
            int own = thread;
            loggers.add(daemon("logger-" + thread, () -> log(own, each, burst, restMicros)));
        }
    }

    private void log(int thread, int count, int burst, long restMicros) {
        for (int number = 0; number < count && !quiet; number++) {
            String text = payloads.payload(firstThread + thread, number);
            // Read once: told in the middle of a call, the thread would miss an interrupt that never was.
            boolean interrupted = interrupting;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            long before = System.nanoTime();
            shipper.log(text);
            long took = System.nanoTime() - before;
            if (took > longestNanos.get()) {
                longestNanos.accumulateAndGet(took, Math::max);
            }
            if (interrupted) {
                endInterrupt();
            }
            if (restMicros > 0 && number % burst == burst - 1) {
                LockSupport.parkNanos(restMicros * 1_000);
                awaitDisk();
            }
        }
    }

    private void awaitDisk() {
        while (diskLags && !regardless && !quiet) {
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    /** Notes the thread's number and the event's, with which every text begins. */
    private void taken(String text) {
        int thread = text.indexOf('-') + 1;
        int number = text.indexOf('-', thread) + 1;
        returned.lazySet(
                Integer.parseInt(text, thread, number - 1, 10) - firstThread,
                Integer.parseInt(text, number, text.indexOf('-', number), 10) + 1L);
    }

    private static void endInterrupt() {
        if (!Thread.interrupted()) {
            say("a log call has cleared its thread's interrupt");
        }
        // The interrupt has also let the next rest end at once.
        LockSupport.parkNanos(1);
    }

    /** Says how many calls have returned whose events a kill would spare, which was true a moment before. */
    private void report() {
        String last = "";
        long told = System.nanoTime();
        while (true) {
            String line = returns();
            SpillwayStats stats = shipper.stats();
            diskLags = stats.pendingInMemory() > 0;
            if ((quiet || !diskLags) && !line.equals(last)) {
                last = line;
                say(line);
            }
            if (System.nanoTime() - told >= 20_000_000) {
                told = System.nanoTime();
                say(ProgramLine.of("stats", stats) + " longestMicros=" + longestNanos.get() / 1_000);
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    private String returns() {
        StringBuilder line = new StringBuilder("returned");
        for (int thread = 0; thread < returned.length(); thread++) {
            line.append(' ').append(returned.get(thread));
        }
        return line.toString();
    }

    private static void fillMemory() {
        List<byte[]> hoard = new ArrayList<>();
        while (true) {
            hoard.add(new byte[256 * 1024]);
        }
    }

    /** Touches memory outside the heap, which the JVM's own limit allows and the kernel's does not. */
    private static void fillNativeMemory() {
        List<ByteBuffer> hoard = new ArrayList<>();
        while (true) {
            hoard.add(ByteBuffer.allocateDirect(1 << 20));
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void say(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }
}
