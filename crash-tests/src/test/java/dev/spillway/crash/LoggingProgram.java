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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * The application that is killed: it logs numbered events, says on its standard output which calls have returned, and
 * ends as its standard input commands. The end of the input ends it too, so that it never outlives a test.
 *
 * <p>Arguments: seed, filler length, logging threads, number of the first thread, then options as {@code name=value}.
 */
final class LoggingProgram {
    private final Spillway spillway;
    private final SequenceOracle payloads;
    private final int firstThread;
    private final AtomicLongArray returned;
    private final List<Thread> loggers = new ArrayList<>();
    private volatile boolean interrupting;
    private volatile boolean quiet;

    private LoggingProgram(String[] args) {
        payloads = new Payloads(Long.parseLong(args[0]), Integer.parseInt(args[1])).oracle();
        returned = new AtomicLongArray(Integer.parseInt(args[2]));
        firstThread = Integer.parseInt(args[3]);
        SpillwayBuilder builder = Spillway.builder().reporter(new LineReporter());
        for (String option : List.of(args).subList(4, args.length)) {
            builder.set(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
        }
        long before = System.nanoTime();
        spillway = builder.build();
        say(ProgramLine.started((System.nanoTime() - before) / 1_000, spillway.stats()));
    }

    /** Runs until told to end. */
    public static void main(String[] args) throws IOException, InterruptedException {
        LoggingProgram program = new LoggingProgram(args);
        daemon("reports", program::report);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            program.obey(command.split(" "));
        }
        Runtime.getRuntime().halt(2);
    }

    private void obey(String[] words) throws InterruptedException {
        switch (words[0]) {
            case "log" -> log(Integer.parseInt(words[1]), Integer.parseInt(words[2]), Long.parseLong(words[3]));
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
                spillway.close();
                say(ProgramLine.of("closed", spillway.stats()));
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
            spillway.log(LogEvent.of(Severity.INFO, "crash", text));
            if (interrupted) {
                endInterrupt();
            }
            returned.lazySet(thread, number + 1L);
            if (restMicros > 0 && number % burst == burst - 1) {
                LockSupport.parkNanos(restMicros * 1_000);
            }
        }
    }

    private static void endInterrupt() {
        if (!Thread.interrupted()) {
            say("a log call has cleared its thread's interrupt");
        }
        // The interrupt has also let the next rest end at once.
        LockSupport.parkNanos(1);
    }

    /** Says how many calls have returned, which was true a moment before. */
    private void report() {
        String last = "";
        long told = System.nanoTime();
        while (true) {
            String line = returns();
            if (!line.equals(last)) {
                last = line;
                say(line);
            }
            if (System.nanoTime() - told >= 20_000_000) {
                told = System.nanoTime();
                say(ProgramLine.of("stats", spillway.stats()));
            }
            LockSupport.parkNanos(500_000);
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

    /** Passes on what the engine tells. */
    private static final class LineReporter implements Reporter {
        @Override
        public void info(String message) {
            say("info " + message);
        }

        @Override
        public void warn(String message) {
            say("warn " + message);
        }

        @Override
        public void error(String message) {
            say("error " + message);
        }
    }
}
