package dev.spillway.benchmarks.endtoend;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import dev.spillway.benchmarks.ScratchDirectory;
import dev.spillway.logback.SpillwayAppender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One run of {@link Throughput}: logs through Logback as fast as it can, first to warm up, and prints {@code result} with
 * a {@link SenderRun}. Arguments: {@code memory}, {@code disk} or {@code none} (an appender that does nothing), the number
 * of threads, the number of events; then, for {@link ReceiptsPairs}, a value for {@code receipts}, a number of calls at a
 * fixed rate, after which it prints {@code calls} with a {@link PacedCalls}, and the number of events to warm up
 * (otherwise as many as are measured).
 */
public final class LogbackSender {
    private static final String NOTHING = "<appender name=\"a\" class=\"ch.qos.logback.core.helpers.NOPAppender\"/>";
    private static final String TEXT =
            "Order {} of customer 0815 was accepted: 3 positions, 149.90 EUR, payment by card,"
                    + " shipping to 10115 Berlin on Tuesday.";

    private static final int PER_MILLI = 20;

    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();
    private final LoggerContext context = new LoggerContext();
    /** Kept to the end, as the JVM forgets what a thread allocated when it ends. */
    private final ExecutorService loggers;

    private final int threads;
    private final int events;
    private final int warmUp;

    private LogbackSender(int threads, int events, int warmUp) {
        this.threads = threads;
        this.events = events;
        this.warmUp = warmUp;
        loggers = Executors.newFixedThreadPool(threads);
        context.setMDCAdapter(mdc);
    }

    /** Runs once. */
    public static void main(String[] arguments) throws Exception {
        int events = Integer.parseInt(arguments[2]);
        int warmUp = arguments.length > 5 ? Integer.parseInt(arguments[5]) : events;
        LogbackSender sender = new LogbackSender(Integer.parseInt(arguments[1]), events, warmUp);
        try (ScratchDirectory directory = ScratchDirectory.create()) {
            SenderRun run = arguments[0].equals("none")
                    ? sender.runAlone()
                    : sender.run(
                            directory.path(),
                            optionsOf(arguments),
                            arguments.length > 4 ? Integer.parseInt(arguments[4]) : 0);
            System.out.println("result " + run.format());
        } finally {
            sender.loggers.shutdown();
        }
    }

    private SenderRun runAlone() throws Exception {
        configure(NOTHING);
        log(warmUp);
        Usage before = Usage.now();
        log(events);
        return SenderRun.of(Usage.now().since(before), events);
    }

    private static String optionsOf(String[] arguments) {
        String receipts = arguments.length > 3 ? "<receipts>" + arguments[3] + "</receipts>" : "";
        return arguments[0].equals("disk") ? receipts + "<spillDirectory>DIRECTORY/spill</spillDirectory>" : receipts;
    }

    /** @param more options as XML, in which {@code DIRECTORY} stands for the directory */
    private SenderRun run(Path directory, String more, int calls) throws Exception {
        Path authority = directory.resolve("ca.pem");
        List<String> counts =
                List.of(authority.toString(), Integer.toString(warmUp), Integer.toString(warmUp + events));
        try (ChildJvm sink = new ChildJvm(List.of("-Xmx128m"), CountingSink.class, counts)) {
            String options = "<destination>syslog+tls://127.0.0.1:" + sink.await("port") + "</destination>"
                    + "<caFile>" + authority + "</caFile><overflow>block</overflow><maxBlockTime>60s</maxBlockTime>"
                    + more.replace("DIRECTORY", directory.toString());
            configure("<appender name=\"a\" class=\"" + SpillwayAppender.class.getName() + "\">" + options
                    + "</appender>");
            log(warmUp);
            sink.await("arrived");
            Usage before = Usage.now();
            log(events);
            sink.await("arrived");
            Usage used = Usage.now().since(before);
            if (calls > 0) {
                Logger logger = context.getLogger("com.example.shop.orders.OrderService");
                System.out.println("calls "
                        + PacedCalls.make(calls, PER_MILLI, i -> logger.info(TEXT, i))
                                .format());
            }
            context.stop();
            return SenderRun.of(used, events);
        }
    }

    private void configure(String appender) throws JoranException, IOException {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        String text =
                "<configuration>" + appender + "<root level=\"INFO\"><appender-ref ref=\"a\"/></root></configuration>";
        configurator.doConfigure(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        for (Status status : context.getStatusManager().getCopyOfStatusList()) {
            if (status.getEffectiveLevel() >= Status.WARN) {
                System.err.println(status);
            }
        }
    }

    private void log(int all) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int count = all / threads + (i < all % threads ? 1 : 0);
            running.add(loggers.submit(() -> logAll(count)));
        }
        for (Future<?> logger : running) {
            logger.get();
        }
    }

    private void logAll(int count) {
        Logger logger = context.getLogger("com.example.shop.orders.OrderService");
        mdc.put("requestId", "5f2c9f1e-77aa-4d0b");
        mdc.put("user", "alice");
        mdc.put("tenant", "north");
        for (int i = 0; i < count; i++) {
            logger.info(TEXT, i);
        }
    }
}
