package dev.spillway.acceptance;

import ch.qos.logback.classic.LoggerContext;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Logs three lines and ends, as many a user's first program does; tests run it in a JVM of its own. */
final class ShortProgram {
    static final String LOGGED = "logged three lines after ms: ";

    private ShortProgram() {}

    /** @param args how to end: {@code return}, {@code exit}, or {@code wait} for a signal; {@code bridge} beside it */
    public static void main(String[] args) throws Exception {
        long started = System.nanoTime();
        if (args.length > 1) {
            bridgeEverything();
        }
        Logger logger = LoggerFactory.getLogger(ShortProgram.class);
        logger.info("first line");
        logger.info("second line");
        logger.info("third line");
        if (args.length > 1) {
            System.out.println("ignored: " + awaitIgnored());
        }
        System.out.println(LOGGED + (System.nanoTime() - started) / 1_000_000);
        switch (args[0]) {
            case "exit" -> System.exit(3);
            case "wait" -> new CountDownLatch(1).await();
            default -> {}
        }
    }

    /** Waits until the engine's threads have logged something, and returns how often they have. */
    private static long awaitIgnored() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName engines = new ObjectName("dev.spillway:type=Spillway,*");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        long ignored = 0;
        while (ignored == 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            for (ObjectName engine : server.queryNames(engines, null)) {
                ignored = (Long) server.getAttribute(engine, "Ignored");
            }
        }
        return ignored;
    }

    /** Hands everything that the JDK logs, the TLS of our own threads included, to SLF4J and so to the appender. */
    private static void bridgeEverything() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        java.util.logging.Logger.getLogger("").setLevel(Level.ALL);
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext)) {
            throw new IllegalStateException("SLF4J is not bound to Logback");
        }
    }
}
