package dev.spillway;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends while hooks of Spring Boot's name are slow to start: the JVM starts all hooks one after the other, in an order
 * that nobody knows, so that the engine's own may well run before them.
 */
final class LateHooksProgram {
    static final int HOOKS = 4;

    private LateHooksProgram() {}

    public static void main(String[] args) {
        Spillway spillway = Spillway.builder().destination(args[0]).build();
        for (int i = 1; i <= HOOKS; i++) {
            Runtime.getRuntime().addShutdownHook(new LateHook(spillway, i));
        }
        if (args[1].equals("exit")) {
            System.exit(0);
        }
    }

    private static final class LateHook extends Thread {
        private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

        private final Spillway spillway;
        private final int number;

        LateHook(Spillway spillway, int number) {
            super("SpringApplicationShutdownHook");
            this.spillway = spillway;
            this.number = number;
        }

        @Override
        public synchronized void start() {
            LockSupport.parkNanos(LATE_NANOS);
            super.start();
        }

        @Override
        public void run() {
            spillway.log(LogEvent.of(Severity.INFO, "test", "hook " + number));
        }
    }
}
