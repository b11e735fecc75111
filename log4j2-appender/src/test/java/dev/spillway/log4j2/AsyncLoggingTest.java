package dev.spillway.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.async.AsyncLoggerContext;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way in which Log4j hands events to an appender, on the logger's thread or later and in reused objects. */
final class AsyncLoggingTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("spillway").within(Duration.ofSeconds(30));

    private static final Duration ARRIVAL = Duration.ofSeconds(60);
    private static final int THREADS = 4;
    private static final int EVENTS = 2_000;

    /** Which of the loggers and appenders are asynchronous. */
    enum Way {
        SYNC(false, "Root", false),
        ASYNC_APPENDER(false, "Root", true),
        ASYNC_ROOT(false, "AsyncRoot", false),
        ASYNC_ROOT_AND_APPENDER(false, "AsyncRoot", true),
        ALL_ASYNC(true, "Root", false),
        ALL_ASYNC_AND_APPENDER(true, "Root", true);

        private final boolean context;
        private final String root;
        private final boolean appender;

        Way(boolean context, String root, boolean appender) {
            this.context = context;
            this.root = root;
            this.appender = appender;
        }

        ConfiguredContext context() {
            return new ConfiguredContext(context ? new AsyncLoggerContext("shop") : new LoggerContext("shop"));
        }

        String xml(String attributes) {
            // Room for all events: with a full queue Log4j's own threads pass an event on at once, before those in the
            // queue.
            String wrapper = """
                    <Async name="ASYNC" bufferSize="16384" includeLocation="true">
                      <AppenderRef ref="SPILLWAY"/>
                    </Async>
                    """;
            return """
                    <Configuration>
                      <Appenders>
                        <Spillway name="SPILLWAY" %s/>
                        %s
                      </Appenders>
                      <Loggers>
                        <%s level="TRACE" includeLocation="true">
                          <AppenderRef ref="%s"/>
                        </%s>
                      </Loggers>
                    </Configuration>
                    """.formatted(attributes, appender ? wrapper : "", root, appender ? "ASYNC" : "SPILLWAY", root);
        }
    }

    private SyslogEndpoint endpoint;

    @BeforeEach
    void listen() throws Exception {
        endpoint = SyslogEndpoint.tcp().start();
    }

    @AfterEach
    void stop() {
        ThreadContext.clearAll();
        endpoint.close();
        assertThat(endpoint.failures()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyEventOfEveryThreadArrivesInItsOrder(Way way) throws Exception {
        try (ConfiguredContext log4j = way.context().xml(way.xml(attributes("")))) {
            Logger logger = log4j.logger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                String name = "logger-" + i;
                threads.add(new Thread(() -> logNumbered(logger, name), name));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }

            Map<String, List<Integer>> numbers = endpoint.awaitMessages(THREADS * EVENTS, ARRIVAL).stream()
                    .map(ReceivedMessage::text)
                    .collect(Collectors.groupingBy(
                            AsyncLoggingTest::threadOf,
                            Collectors.mapping(AsyncLoggingTest::numberOf, Collectors.toList())));
            assertThat(numbers).hasSize(THREADS);
            assertThat(numbers.values())
                    .allSatisfy(each -> assertThat(each)
                            .containsExactlyElementsOf(
                                    IntStream.range(0, EVENTS).boxed().toList()));
            assertThat(log4j.statuses().errors()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everythingOfAnEventIsKept(Way way) {
        try (ConfiguredContext log4j = way.context().xml(way.xml(attributes("includeCallerData='true'")))) {
            ThreadContext.put("requestId", "r-17");
            ThreadContext.push("checkout");
            log4j.logger().error(MarkerManager.getMarker("AUDIT"), "sold {}", 3, new IllegalStateException("no stock"));
            ThreadContext.clearAll();
        }

        assertThat(endpoint.awaitMessages(1, ARRIVAL).get(0).text())
                .startsWith("<11>1 ")
                .contains(
                        "thread=\"" + Thread.currentThread().getName() + "\"",
                        "requestId=\"r-17\"",
                        "ndc=\"[checkout\\]\"",
                        "marker=\"AUDIT\"",
                        AsyncLoggingTest.class.getName() + ".everythingOfAnEventIsKept")
                .contains("shop.Checkout: sold 3", "java.lang.IllegalStateException: no stock");
    }

    @ParameterizedTest
    @EnumSource
    void endOfTheContextShipsWhatWasStillOnItsWay(Way way) {
        try (ConfiguredContext log4j = way.context().xml(way.xml(attributes("")))) {
            logNumbered(log4j.logger(), "main");
        }

        assertThat(endpoint.awaitMessages(EVENTS, ARRIVAL)).hasSize(EVENTS);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheEnginesThreadsLogIsNotShipped(Way way) {
        endpoint.refuse();
        try (ConfiguredContext log4j = way.context()) {
            LoggingListener listener = new LoggingListener(log4j.context().getRootLogger());
            log4j.xml(way.xml(attributes("reconnectionDelay='10ms'")));
            log4j.logger().info("one");
            Awaitility.await().atMost(ARRIVAL).until(() -> listener.ofEngine() > 0);
            endpoint.restart();
            log4j.logger().info("two");
            Awaitility.await()
                    .atMost(ARRIVAL)
                    .until(() -> endpoint.messages().stream()
                            .anyMatch(message -> message.text().endsWith("two")));
            listener.stop();
        }

        assertThat(endpoint.messages())
                .extracting(ReceivedMessage::text)
                .filteredOn(text -> !text.contains("told on main"))
                .satisfiesExactly(
                        text -> assertThat(text).endsWith("one"),
                        text -> assertThat(text).endsWith("two"));
    }

    private String attributes(String more) {
        return "destination='syslog+tcp://127.0.0.1:%d' framing='octet-counting' maxMessageSize='64KB' shutdownTimeout='1min' "
                        .formatted(endpoint.port())
                + more;
    }

    private static void logNumbered(Logger logger, String thread) {
        for (int i = 0; i < EVENTS; i++) {
            logger.info("{} number {}", thread, i);
        }
    }

    private static String threadOf(String text) {
        String words = text.substring(text.indexOf("shop.Checkout: ") + "shop.Checkout: ".length());
        String thread = words.substring(0, words.indexOf(' '));
        assertThat(text).contains("thread=\"" + thread + "\"");
        return thread;
    }

    private static int numberOf(String text) {
        return Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1));
    }

    /** Logs every status message into the context that it may be about, as a bridge of standard error would. */
    private static final class LoggingListener implements StatusListener {
        private final Logger logger;
        private final List<String> ofEngine = new ArrayList<>();

        LoggingListener(Logger logger) {
            this.logger = logger;
            StatusLogger.getLogger().registerListener(this);
        }

        @Override
        public void log(StatusData data) {
            String thread = Thread.currentThread().getName();
            logger.trace("told on {}: {}", thread, data.getMessage().getFormattedMessage());
            if (thread.startsWith("spillway-")) {
                synchronized (ofEngine) {
                    ofEngine.add(thread);
                }
            }
        }

        int ofEngine() {
            synchronized (ofEngine) {
                return ofEngine.size();
            }
        }

        @Override
        public Level getStatusLevel() {
            return Level.INFO;
        }

        void stop() {
            StatusLogger.getLogger().removeListener(this);
        }

        /** Called by Log4j when it has removed this. */
        @Override
        public void close() {}
    }
}
