package dev.spillway.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.spillway.Spillway;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.core.impl.MutableLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ReusableMessageFactory;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an event costs the thread that passes it to the appender, with the reused events and messages of Log4j. */
final class AllocationTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("spillway").within(Duration.ofSeconds(30));

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int WARM_UP = 20_000;
    private static final int EVENTS = 20_000;
    private static final int ROUNDS = 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private SyslogEndpoint endpoint;

    @BeforeEach
    void listen() throws Exception {
        // Nobody looks at what arrives, and so it is not kept.
        endpoint = SyslogEndpoint.tcp().onMessage(message -> {}).start();
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[%t] %-5p %c{1} %X{requestId} - %m%n"})
    void reusedEventMakesNoGarbage(String pattern) {
        SpillwayAppender appender = SpillwayAppender.newBuilder()
                .setPattern(pattern)
                .set("destination", "syslog+tcp://127.0.0.1:" + endpoint.port())
                .set("shutdownTimeout", "100ms")
                .build();
        appender.start();
        try {
            MutableLogEvent event = event();
            append(appender, event, WARM_UP);

            assertSometimesNothing(() -> {
                long before = threads.getCurrentThreadAllocatedBytes();
                append(appender, event, EVENTS);
                return threads.getCurrentThreadAllocatedBytes() - before;
            });
            assertThat(appender.engine().stats().accepted()).isGreaterThanOrEqualTo(WARM_UP + EVENTS);
        } finally {
            appender.stop();
        }
    }

    @Test
    void logCallMakesNoMoreGarbageThanWithAnAppenderThatDoesNothing() {
        assertSometimesNothing(() -> {
            long ofNothing = bytesOfLogCalls("<Null name='OUT'/>");
            long ofOurs = bytesOfLogCalls(
                    "<Spillway name='OUT' destination='syslog+tcp://127.0.0.1:%d' shutdownTimeout='100ms'/>"
                            .formatted(endpoint.port()));
            System.out.println("bytes of " + EVENTS + " log calls: " + ofOurs + ", without shipping " + ofNothing);
            return ofOurs - ofNothing;
        });
    }

    @Test
    void eventThatAnAsyncLoggerHandsOverMakesNoGarbage() {
        // Those of other contexts may be about to end.
        Set<Thread> others = asyncThreads();
        try (ConfiguredContext log4j = new ConfiguredContext(new AsyncLoggerContext("shop"))) {
            log4j.appender(
                    "destination='syslog+tcp://127.0.0.1:%d' shutdownTimeout='100ms'".formatted(endpoint.port()));
            Set<Thread> own = asyncThreads();
            own.removeAll(others);
            assertThat(own).hasSize(1);
            long handing = own.iterator().next().getId();
            Spillway engine = log4j.appender().engine();
            log(log4j.logger(), WARM_UP);
            awaitAccepted(engine, WARM_UP);

            assertSometimesNothing(() -> {
                long accepted = engine.stats().accepted();
                long before = threads.getThreadAllocatedBytes(handing);
                log(log4j.logger(), EVENTS);
                awaitAccepted(engine, accepted + EVENTS);
                return threads.getThreadAllocatedBytes(handing) - before;
            });
        }
    }

    private long bytesOfLogCalls(String appender) {
        try (ConfiguredContext log4j = new ConfiguredContext(new LoggerContext("shop"))) {
            log4j.xml("""
                    <Configuration>
                      <Appenders>
                        %s
                      </Appenders>
                      <Loggers>
                        <Root level="INFO">
                          <AppenderRef ref="OUT"/>
                        </Root>
                      </Loggers>
                    </Configuration>
                    """.formatted(appender));
            log(log4j.logger(), WARM_UP);
            long before = threads.getCurrentThreadAllocatedBytes();
            log(log4j.logger(), EVENTS);
            return threads.getCurrentThreadAllocatedBytes() - before;
        }
    }

    /**
     * Less than half of the smallest object an event: what the JVM allocates besides, and new segments, are little. That
     * of another round counts as well, as a busy machine compiles late.
     */
    private static void assertSometimesNothing(LongSupplier bytes) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least >= EVENTS * 8L; round++) {
            least = Math.min(least, bytes.getAsLong());
        }
        assertThat(least).isLessThan(EVENTS * 8L);
    }

    private static void log(Logger logger, int count) {
        for (int i = 0; i < count; i++) {
            logger.info("{} left of {}", "three", "many");
        }
    }

    private static void append(SpillwayAppender appender, MutableLogEvent event, int count) {
        for (int i = 0; i < count; i++) {
            Message message = ReusableMessageFactory.INSTANCE.newMessage("{} left of {}", "three", "many");
            event.setMessage(message);
            ReusableMessageFactory.release(message);
            event.setTimeMillis(1_795_341_600_000L + i);
            appender.append((LogEvent) event);
        }
    }

    private static MutableLogEvent event() {
        StringMap context = new SortedArrayStringMap();
        context.putValue("requestId", "r-1");
        MutableLogEvent event = new MutableLogEvent();
        event.setLevel(Level.INFO);
        event.setLoggerName("shop.Checkout");
        event.setThreadName(Thread.currentThread().getName());
        event.setMarker(MarkerManager.getMarker("AUDIT"));
        event.setContextData(context);
        return event;
    }

    private static void awaitAccepted(Spillway engine, long events) {
        Awaitility.await().atMost(SOON).until(() -> engine.stats().accepted() >= events);
    }

    private static Set<Thread> asyncThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("AsyncLogger"))
                .collect(Collectors.toSet());
    }
}
