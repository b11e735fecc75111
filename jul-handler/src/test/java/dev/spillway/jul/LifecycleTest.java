package dev.spillway.jul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ConnectionState;
import dev.spillway.Spillway;
import dev.spillway.testkit.Behaviour;
import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Resets, other configurations, and the end. */
final class LifecycleTest {
    /** A parked engine ends by itself after 2 s. */
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("spillway").within(Duration.ofSeconds(30));

    private static final Duration ARRIVAL = Duration.ofSeconds(60);
    /** Without another {@code shutdownTimeout} it would be 5 s; a busy machine takes its time too. */
    private static final Duration SHORTER_THAN_BY_DEFAULT = Duration.ofSeconds(4);

    private final Jul jul = new Jul();
    private SyslogEndpoint endpoint;

    @BeforeEach
    void listen() throws Exception {
        endpoint = SyslogEndpoint.tcp().start();
    }

    @AfterEach
    void stop() {
        jul.close();
        endpoint.close();
    }

    @Test
    void resetAndTheSameConfigurationKeepBufferAndConnection() {
        configure();
        log(0, 100);
        LogManager.getLogManager().reset();
        configure();
        log(100, 200);

        assertThat(numbers(200)).containsExactlyElementsOf(range(200));
        assertThat(endpoint.connections()).hasSize(1);
    }

    @Test
    void configurationThatIsReadAgainKeepsBufferAndConnection() {
        configure();
        Spillway engine = jul.handler().engine();
        log(0, 100);
        configure();
        log(100, 200);

        assertThat(jul.handler().engine()).isSameAs(engine);
        assertThat(numbers(200)).containsExactlyElementsOf(range(200));
        assertThat(endpoint.connections()).hasSize(1);
    }

    @Test
    void configurationThatIsUpdatedKeepsWhatItDoesNotChange() throws IOException {
        configure();
        SpillwayHandler handler = jul.handler();
        log(0, 100);
        LogManager.getLogManager()
                .updateConfiguration(
                        Jul.stream(Jul.forRoot(options()) + "shop.level = FINE\n"), key -> (before, after) -> after);
        log(100, 200);

        assertThat(jul.handler()).isSameAs(handler);
        assertThat(numbers(200)).containsExactlyElementsOf(range(200));
    }

    @Test
    void updateThatTakesTheHandlerAwayDeliversWhatWasLogged() throws IOException {
        configure();
        Spillway engine = jul.handler().engine();
        log(0, 100);
        LogManager.getLogManager().updateConfiguration(Jul.stream(".level = INFO\n"), key -> (before, after) -> after);

        Awaitility.await().atMost(ARRIVAL).until(() -> engine.stats().connection() == ConnectionState.CLOSED);
        assertThat(numbers(100)).containsExactlyElementsOf(range(100));
    }

    @Test
    void whatWaitedForAnEndpointIsThereAfterAReset() {
        endpoint.refuse();
        configure("reconnectionDelay = 10ms");
        log(0, 50);
        LogManager.getLogManager().reset();
        configure("reconnectionDelay = 10ms");
        log(50, 100);
        endpoint.restart();

        assertThat(numbers(100)).containsExactlyElementsOf(range(100));
    }

    @Test
    void resetToOtherOptionsDeliversWhatWasLoggedBefore() {
        configure();
        log(0, 100);
        configure("appName = renamed");
        log(100, 200);

        assertThat(numbers(200)).containsExactlyInAnyOrderElementsOf(range(200));
    }

    @Test
    void engineThatNobodyTakesOverClosesItself() {
        configure();
        Spillway engine = jul.handler().engine();
        log(0, 10);

        LogManager.getLogManager().reset();

        Awaitility.await().atMost(ARRIVAL).until(() -> engine.stats().connection() == ConnectionState.CLOSED);
        assertThat(numbers(10)).containsExactlyElementsOf(range(10));
    }

    @Test
    void resetWaitsForNothing() {
        endpoint.behaviour(Behaviour.neverRead());
        configure();
        log(0, 10);

        long before = System.nanoTime();
        LogManager.getLogManager().reset();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SHORTER_THAN_BY_DEFAULT);
    }

    @Test
    void closeByItsOwnerDeliversEverything() {
        SpillwayHandler handler = new SpillwayHandler(Map.of("destination", destination(), "shutdownTimeout", "1min"));
        Spillway engine = handler.engine();
        Logger logger = Logger.getAnonymousLogger();
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        for (int i = 0; i < 1_000; i++) {
            logger.log(Level.INFO, "number {0,number,#}", i);
        }

        logger.removeHandler(handler);
        handler.close();

        assertThat(engine.stats().connection()).isEqualTo(ConnectionState.CLOSED);
        assertThat(engine.stats().delivered()).isEqualTo(1_000);
        assertThat(numbers(1_000)).containsExactlyElementsOf(range(1_000));
    }

    @Test
    void closeByItsOwnerWaitsNoLongerThanTheShutdownTimeout() {
        endpoint.behaviour(Behaviour.neverRead());
        SpillwayHandler handler = new SpillwayHandler(Map.of("destination", destination(), "shutdownTimeout", "300ms"));
        Spillway engine = handler.engine();
        handler.publish(new LogRecord(Level.INFO, "m"));

        long before = System.nanoTime();
        handler.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SHORTER_THAN_BY_DEFAULT);
        // On a busy machine the pump may need longer for its last step than is waited for.
        Awaitility.await().atMost(ARRIVAL).until(() -> engine.stats().connection() == ConnectionState.CLOSED);
        assertThat(engine.stats().droppedTotal()).isEqualTo(1);
    }

    @Test
    void callsAfterTheEndAreHarmless() throws Exception {
        configure("name = ended");
        SpillwayHandler handler = jul.handler();
        List<String> errors = errorsOf("ended");
        handler.close();
        handler.close();
        jul.logger().info("after the end");
        handler.flush();

        assertThat(handler.flush(ARRIVAL)).isTrue();
        assertThat(handler.engine()).isNull();
        assertThat(errorsOf("ended")).isEqualTo(errors);
    }

    /** Without those of engines of other tests, which may still be about to end. */
    private List<String> errorsOf(String name) {
        return jul.errors().stream()
                .filter(line -> line.startsWith("spillway " + name + ": "))
                .toList();
    }

    @Test
    void flushWithoutTimeoutWaitsForNothing() {
        endpoint.behaviour(Behaviour.neverRead());
        configure("shutdownTimeout = 100ms");
        log(0, 10);

        long before = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            jul.handler().flush();
        }

        // Far less than if each had waited for only a moment.
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void flushWithTimeoutWaitsUntilAllIsConfirmed() throws Exception {
        configure();
        log(0, 100);

        assertThat(jul.handler().flush(ARRIVAL)).isTrue();

        assertThat(jul.handler().engine().stats().delivered()).isEqualTo(100);
    }

    private void configure(String... more) {
        jul.handler(options(more));
        assertThat(jul.handler().engine()).as("%s", jul.errors()).isNotNull();
    }

    private String[] options(String... more) {
        String[] all = new String[more.length + 1];
        all[0] = "destination = " + destination();
        System.arraycopy(more, 0, all, 1, more.length);
        return all;
    }

    private String destination() {
        return "syslog+tcp://127.0.0.1:" + endpoint.port();
    }

    private void log(int from, int to) {
        for (int i = from; i < to; i++) {
            jul.logger().log(Level.INFO, "number {0,number,#}", i);
        }
    }

    private static List<Integer> range(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private List<Integer> numbers(int count) {
        return endpoint.awaitMessages(count, ARRIVAL).stream()
                .map(ReceivedMessage::text)
                .map(text -> Integer.valueOf(text.substring(text.lastIndexOf(' ') + 1)))
                .toList();
    }
}
