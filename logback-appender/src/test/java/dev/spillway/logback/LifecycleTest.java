package dev.spillway.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import dev.spillway.ConnectionState;
import dev.spillway.DropReason;
import dev.spillway.Spillway;
import dev.spillway.testkit.Behaviour;
import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.logging.logback.BootsLoggingSystem;

/** Starts, stops, resets and second configurations. */
final class LifecycleTest {
    /** A parked engine ends by itself after 2 s. */
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("spillway").within(Duration.ofSeconds(30));

    private static final Duration ARRIVAL = Duration.ofSeconds(60);
    /** Without another {@code shutdownTimeout} it would be 5 s; a busy machine takes its time too. */
    private static final Duration SHORTER_THAN_BY_DEFAULT = Duration.ofSeconds(4);

    private final ConfiguredContext logback = new ConfiguredContext();
    private SyslogEndpoint endpoint;

    @BeforeEach
    void listen() throws Exception {
        endpoint = SyslogEndpoint.tcp().start();
    }

    @AfterEach
    void stop() {
        logback.close();
        endpoint.close();
    }

    @Test
    void resetAndTheSameConfigurationKeepBufferAndConnection() {
        configure("");
        log(0, 100);
        logback.context().reset();
        configure("");
        log(100, 200);

        assertThat(numbers(200)).containsExactlyElementsOf(range(200));
        assertThat(endpoint.connections()).hasSize(1);
    }

    @Test
    void secondPassOfSpringBootKeepsBufferAndConnection() {
        configure("");
        log(0, 100);
        logback.context().reset();
        logback.context().stop();
        logback.context().reset();
        configure("");
        logback.context().start();
        log(100, 200);

        assertThat(numbers(200)).containsExactlyElementsOf(range(200));
        assertThat(endpoint.connections()).hasSize(1);
    }

    @Test
    void springBootThatConfiguresAgainAtRunTimeKeepsBufferAndConnection() {
        configure("");
        log(0, 100);
        BootsLoggingSystem.stopAndReset(logback.context());
        configure("");
        logback.context().start();
        log(100, 200);

        assertThat(numbers(200)).containsExactlyElementsOf(range(200));
        assertThat(endpoint.connections()).hasSize(1);
    }

    @Test
    void springBootThatConfiguresAgainWhileTheEndpointIsDownWaitsForNothing() {
        endpoint.refuse();
        String patient = "<reconnectionDelay>10ms</reconnectionDelay><shutdownTimeout>1min</shutdownTimeout>";
        configure(patient);
        log(0, 50);
        long before = System.nanoTime();
        BootsLoggingSystem.stopAndReset(logback.context());
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
        configure(patient);
        logback.context().start();
        log(50, 100);
        endpoint.restart();

        assertThat(numbers(100)).containsExactlyElementsOf(range(100));
    }

    @Test
    void springBootsStopWithoutAShutdownHookIsTheEnd() {
        configure("<shutdownHook>false</shutdownHook><shutdownTimeout>1min</shutdownTimeout>");
        Spillway engine = logback.appender().engine();
        log(0, 100);

        BootsLoggingSystem.stopAndReset(logback.context());

        assertThat(engine.stats().connection()).isEqualTo(ConnectionState.CLOSED);
        assertThat(engine.stats().delivered()).isEqualTo(100);
    }

    @Test
    void contextThatEndedAndIsConfiguredAgainHasLostNothing() {
        configure("");
        log(0, 100);
        logback.context().stop();
        logback.context().reset();
        configure("");
        logback.context().start();
        log(100, 200);

        assertThat(numbers(200)).containsExactlyElementsOf(range(200));
    }

    @Test
    void whatWaitedForAnEndpointIsThereAfterAReset() {
        endpoint.refuse();
        configure("<reconnectionDelay>10ms</reconnectionDelay>");
        log(0, 50);
        logback.context().reset();
        configure("<reconnectionDelay>10ms</reconnectionDelay>");
        log(50, 100);
        endpoint.restart();

        assertThat(numbers(100)).containsExactlyElementsOf(range(100));
    }

    @Test
    void resetToOtherOptionsDeliversWhatWasLoggedBefore() {
        configure("");
        log(0, 100);
        logback.context().reset();
        configure("<appName>renamed</appName>");
        log(100, 200);

        assertThat(numbers(200)).containsExactlyInAnyOrderElementsOf(range(200));
    }

    @Test
    void endOfTheContextDeliversEverythingAndClosesTheEngine() {
        configure("<shutdownTimeout>1min</shutdownTimeout>");
        Spillway engine = logback.appender().engine();
        log(0, 1_000);

        logback.context().stop();

        assertThat(numbers(1_000)).containsExactlyElementsOf(range(1_000));
        assertThat(engine.stats().connection()).isEqualTo(ConnectionState.CLOSED);
        assertThat(engine.stats().delivered()).isEqualTo(1_000);
        assertThat(logback.context().getCopyOfListenerList()).isEmpty();
    }

    @Test
    void endOfTheContextWaitsNoLongerThanTheShutdownTimeout() {
        endpoint.behaviour(Behaviour.neverRead());
        configure("<shutdownTimeout>300ms</shutdownTimeout>");
        Spillway engine = logback.appender().engine();
        log(0, 10);

        long before = System.nanoTime();
        logback.context().stop();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SHORTER_THAN_BY_DEFAULT);
        // On a busy machine the pump may need longer for its last step than is waited for.
        Awaitility.await().atMost(ARRIVAL).until(() -> engine.stats().connection() == ConnectionState.CLOSED);
        assertThat(engine.stats().dropped().keySet()).isSubsetOf(DropReason.CLOSED, DropReason.UNCONFIRMED);
        assertThat(engine.stats().droppedTotal()).isEqualTo(10);
    }

    @Test
    void engineThatNobodyTakesOverClosesItself() {
        configure("");
        Spillway engine = logback.appender().engine();
        log(0, 10);

        logback.context().reset();

        Awaitility.await().atMost(ARRIVAL).until(() -> engine.stats().connection() == ConnectionState.CLOSED);
        assertThat(numbers(10)).containsExactlyElementsOf(range(10));
    }

    @Test
    void manyResetsLeaveNoListenersBehind() {
        for (int i = 0; i < 20; i++) {
            configure("");
            log(i, i + 1);
            logback.context().reset();
        }
        assertThat(logback.context().getCopyOfListenerList()).hasSize(1);

        configure("");
        assertThat(logback.context().getCopyOfListenerList()).isEmpty();
        assertThat(numbers(20)).containsExactlyElementsOf(range(20));
        assertThat(endpoint.connections()).hasSize(1);
    }

    @Test
    void resetForgetsAnEngineThatHasClosed() {
        configure("");
        Spillway engine = logback.appender().engine();
        logback.context().reset();
        assertThat(logback.context().getCopyOfListenerList()).hasSize(1);
        engine.close();

        logback.context().reset();

        assertThat(logback.context().getCopyOfListenerList()).isEmpty();
    }

    @Test
    void appenderThatIsStartedAgainGoesOnWithItsEngine() {
        configure("");
        SpillwayAppender appender = logback.appender();
        log(0, 10);
        appender.stop();
        appender.start();
        log(10, 20);

        assertThat(numbers(20)).containsExactlyElementsOf(range(20));
        assertThat(endpoint.connections()).hasSize(1);
    }

    @Test
    void callsThatChangeNothingAreHarmless() {
        SpillwayAppender fresh = new SpillwayAppender();
        fresh.setContext(new LoggerContext());
        fresh.stop();
        assertThat(fresh.isStarted()).isFalse();

        configure("");
        SpillwayAppender appender = logback.appender();
        Spillway engine = appender.engine();
        appender.start();
        assertThat(appender.engine()).isSameAs(engine);

        appender.stop();
        appender.stop();
        logback.logger().info("after the end");
        assertThat(appender.isStarted()).isFalse();
        assertThat(appender.engine()).isNull();
        assertThat(logback.errors()).isEmpty();
    }

    private void configure(String elements) {
        logback.appender("<destination>syslog+tcp://127.0.0.1:%d</destination>".formatted(endpoint.port()) + elements);
        assertThat(logback.errors()).isEmpty();
    }

    private void log(int from, int to) {
        for (int i = from; i < to; i++) {
            logback.logger().info("number {}", i);
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
