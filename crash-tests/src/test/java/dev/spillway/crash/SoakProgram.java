package dev.spillway.crash;

import dev.spillway.LogEvent;
import dev.spillway.Reporter;
import dev.spillway.Severity;
import dev.spillway.Spillway;
import dev.spillway.SpillwayBuilder;
import dev.spillway.testkit.SequenceOracle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * The application of a soak: it logs at a steady rate, and says each second what it holds of memory, threads and
 * descriptors. It ends as its standard input commands, and with it.
 *
 * <p>Arguments: seed, filler length, logging threads, events a second of each thread, then options as
 * {@code name=value}.
 */
final class SoakProgram {
    private static final long TICK_NANOS = 10_000_000;
    private static final long SECOND_NANOS = 1_000_000_000;

    private final Spillway engine;
    private final SequenceOracle payloads;
    private final int eventsPerSecond;
    private final AtomicLongArray returned;
    private final List<Thread> loggers = new ArrayList<>();
    private volatile boolean quiet;

    private SoakProgram(String[] args) {
        payloads = new Payloads(Long.parseLong(args[0]), Integer.parseInt(args[1])).oracle();
        returned = new AtomicLongArray(Integer.parseInt(args[2]));
        eventsPerSecond = Integer.parseInt(args[3]);
        SpillwayBuilder builder = Spillway.builder().reporter(new Errors());
        for (String option : List.of(args).subList(4, args.length)) {
            builder.set(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
        }
        engine = builder.build();
        say(ProgramLine.started(0, engine.stats()));
    }

    /** Runs until told to end. */
    public static void main(String[] args) throws IOException, InterruptedException {
        SoakProgram program = new SoakProgram(args);
        for (int thread = 0; thread < program.returned.length(); thread++) {
            int own = thread;
            program.loggers.add(daemon("logger-" + thread, () -> program.log(own)));
        }
        daemon("samples", program::sample);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            program.obey(command);
        }
        Runtime.getRuntime().halt(2);
    }

    private void obey(String command) throws InterruptedException {
        switch (command) {
            case "quiet" -> {
                quiet = true;
                for (Thread logger : loggers) {
                    logger.join();
                }
                say("quiet");
            }
            case "close" -> {
                engine.close();
                say(ProgramLine.of("closed", engine.stats()));
                Runtime.getRuntime().halt(0);
            }
            default -> throw new IllegalArgumentException(command);
        }
    }

    private void log(int thread) {
        long start = System.nanoTime();
        for (int number = 0; !quiet; LockSupport.parkNanos(TICK_NANOS)) {
            long due = (System.nanoTime() - start) / 1_000 * eventsPerSecond / 1_000_000;
            for (; number < due && !quiet; number++) {
                engine.log(LogEvent.of(Severity.INFO, "shop.Checkout", payloads.payload(thread, number)));
                returned.lazySet(thread, number + 1L);
            }
        }
    }

    private void sample() {
        long start = System.nanoTime();
        while (true) {
            long second = (System.nanoTime() - start) / SECOND_NANOS;
            say(SoakSample.line(second, engine.stats()));
            StringBuilder line = new StringBuilder("returned");
            for (int thread = 0; thread < returned.length(); thread++) {
                line.append(' ').append(returned.get(thread));
            }
            say(line.toString());
            long next = start + (second + 1) * SECOND_NANOS;
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static synchronized void say(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }

    /** Tells errors only: the warnings of half an hour of broken connections are as they should be. */
    private static final class Errors implements Reporter {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}

        @Override
        public void error(String message) {
            say("error " + message);
        }
    }
}
