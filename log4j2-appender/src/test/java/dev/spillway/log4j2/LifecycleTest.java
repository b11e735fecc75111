package dev.spillway.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.ConnectionState;
import dev.spillway.DropReason;
import dev.spillway.Spillway;
import dev.spillway.testkit.Behaviour;
import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Starts, stops and reconfigurations. */
final class LifecycleTest {
    /** A parked engine ends by itself after 2 s. */
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("spillway").within(Duration.ofSeconds(30));

    private static final Duration ARRIVAL = Duration.ofSeconds(60);
    /** Without another {@code shutdownTimeout} it would be 5 s; a busy machine takes its time too. */
    private static final Duration SHORTER_THAN_BY_DEFAULT = Duration.ofSeconds(4);

    private final ConfiguredContext log4j = new ConfiguredContext();
    private SyslogEndpoint endpoint;

    @BeforeEach
    void listen() throws Exception {
        endpoint = SyslogEndpoint.tcp().start();
    }

    @AfterEach
    void stop() {
        log4j.close();
        endpoint.close();
    }

    @Test
    void reconfigurationWithTheSameOptionsKeepsBufferAndConnection() {
        configure("");
        Spillway engine = log4j.appender().engine();
        log(0, 100);
        for (int i = 1; i < 10; i++) {
            configure("");
            log(i * 100, (i + 1) * 100);
        }

        assertThat(numbers(1_000)).containsExactlyElementsOf(range(1_000));
        assertThat(log4j.appender().engine()).isSameAs(engine);
        assertThat(endpoint.connections()).hasSize(1);
    }

    @Test
    void monitoredFileThatChangesKeepsBufferAndConnection(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("log4j2.xml");
        Files.writeString(file, monitored("INFO"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        log4j.context().setConfigLocation(file.toUri());
        log4j.context().start();
        Spillway engine = log4j.appender().engine();
        Configuration before = log4j.context().getConfiguration();
        log(0, 100);

        Files.writeString(file, monitored("DEBUG"));
        Awaitility.await().atMost(ARRIVAL).until(() -> log4j.context().getConfiguration() != before);
        Awaitility.await().atMost(ARRIVAL).until(before::isStopped);
        log(100, 200);

        assertThat(log4j.logger().isDebugEnabled()).isTrue();
        assertThat(numbers(200)).containsExactlyElementsOf(range(200));
        assertThat(log4j.appender().engine()).isSameAs(engine);
        assertThat(endpoint.connections()).hasSize(1);
    }

    @Test
    void contextThatTakesOverFromAnotherKeepsBufferAndConnection() {
        configure("");
        Spillway engine = log4j.appender().engine();
        log(0, 100);
        ConfiguredContext next = new ConfiguredContext(new LoggerContext("next"));
        try {
            next.appender(attributes(""));
            log4j.close();
            log(next, 100, 200);

            assertThat(next.appender().engine()).isSameAs(engine);
            assertThat(numbers(200)).containsExactlyElementsOf(range(200));
            assertThat(endpoint.connections()).hasSize(1);
        } finally {
            next.close();
        }
        assertThat(engine.isClosing()).isTrue();
    }

    @Test
    void contextThatStartsAgainHasLostNothing() {
        configure("");
        log(0, 100);
        log4j.context().stop();
        configure("");
        log(100, 200);

        assertThat(numbers(200)).containsExactlyElementsOf(range(200));
    }

    @Test
    void whatWaitedForAnEndpointIsThereAfterAReconfiguration() {
        endpoint.refuse();
        configure("reconnectionDelay='10ms'");
        log(0, 50);
        configure("reconnectionDelay='10ms'");
        log(50, 100);
        endpoint.restart();

        assertThat(numbers(100)).containsExactlyElementsOf(range(100));
    }

    @Test
    void otherOptionsDeliverWhatWasLoggedBeforeInTheBackground() {
        configure("");
        Spillway engine = log4j.appender().engine();
        log(0, 100);
        configure("appName='renamed'");
        log(100, 200);

        assertThat(log4j.appender().engine()).isNotSameAs(engine);
        assertThat(numbers(200)).containsExactlyInAnyOrderElementsOf(range(200));
        Awaitility.await().atMost(ARRIVAL).until(() -> engine.stats().connection() == ConnectionState.CLOSED);
        assertThat(engine.stats().delivered()).isEqualTo(100);
    }

    @Test
    void optionsThatComeBackFindTheirEngineAgain() {
        configure("");
        Spillway engine = log4j.appender().engine();
        configure("appName='renamed'");
        configure("");

        assertThat(log4j.appender().engine()).isSameAs(engine);
        log(0, 10);
        assertThat(numbers(10)).containsExactlyElementsOf(range(10));
    }

    @Test
    void configurationThatIsRefusedLeavesOnlyThatAppenderStopped() {
        configure("");
        Spillway engine = log4j.appender().engine();
        log(0, 10);
        log4j.appender(attributes("bufferSize='lots'"));
        log4j.logger().info("to nobody");

        assertThat(log4j.appender().isStarted()).isFalse();
        assertThat(log4j.statuses().refusals()).hasSize(1);
        Awaitility.await().atMost(ARRIVAL).until(() -> engine.stats().connection() == ConnectionState.CLOSED);
        assertThat(numbers(10)).containsExactlyElementsOf(range(10));
    }

    @Test
    void endOfTheContextDeliversEverythingAndClosesTheEngine() {
        configure("shutdownTimeout='1min'");
        Spillway engine = log4j.appender().engine();
        log(0, 1_000);

        log4j.context().stop();

        assertThat(numbers(1_000)).containsExactlyElementsOf(range(1_000));
        assertThat(engine.stats().connection()).isEqualTo(ConnectionState.CLOSED);
        assertThat(engine.stats().delivered()).isEqualTo(1_000);
    }

    @Test
    void endOfTheContextWaitsNoLongerThanTheShutdownTimeout() {
        endpoint.behaviour(Behaviour.neverRead());
        configure("shutdownTimeout='300ms'");
        Spillway engine = log4j.appender().engine();
        log(0, 10);

        long before = System.nanoTime();
        log4j.context().stop();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SHORTER_THAN_BY_DEFAULT);
        // On a busy machine the pump may need longer for its last step than is waited for.
        Awaitility.await().atMost(ARRIVAL).until(() -> engine.stats().connection() == ConnectionState.CLOSED);
        assertThat(engine.stats().dropped().keySet()).isSubsetOf(DropReason.CLOSED, DropReason.UNCONFIRMED);
        assertThat(engine.stats().droppedTotal()).isEqualTo(10);
    }

    @Test
    void appenderThatIsStartedAgainGoesOnWithItsEngine() {
        configure("");
        SpillwayAppender appender = log4j.appender();
        log(0, 10);
        appender.stop();
        appender.start();
        log(10, 20);

        assertThat(numbers(20)).containsExactlyElementsOf(range(20));
        assertThat(endpoint.connections()).hasSize(1);
    }

    @Test
    void callsThatChangeNothingAreHarmless() {
        SpillwayAppender fresh = SpillwayAppender.newBuilder().build();
        fresh.stop();
        assertThat(fresh.isStarted()).isFalse();

        configure("");
        SpillwayAppender appender = log4j.appender();
        Spillway engine = appender.engine();
        appender.start();
        assertThat(appender.engine()).isSameAs(engine);

        log4j.context().stop();
        appender.stop();
        log4j.logger().info("after the end");
        assertThat(appender.isStarted()).isFalse();
        assertThat(appender.engine()).isNull();
        assertThat(log4j.statuses().errors()).isEmpty();
    }

    @Test
    void statusMessagesNameTheAppenderAndHoldNoValue() {
        configure("structuredData='[SECRET0123@41058]'");
        log4j.context().stop();

        assertThat(log4j.statuses().at(Level.INFO))
                .anyMatch(
                        message -> message.startsWith("Spillway appender SPILLWAY: ships to syslog+tcp://127.0.0.1:"));
        for (Level level : Level.values()) {
            assertThat(log4j.statuses().at(level)).noneMatch(message -> message.contains("SECRET"));
        }
    }

    private String monitored(String level) {
        return """
                <Configuration monitorInterval="1">
                  <Appenders>
                    <Spillway name="SPILLWAY" %s/>
                  </Appenders>
                  <Loggers>
                    <Root level="%s">
                      <AppenderRef ref="SPILLWAY"/>
                    </Root>
                  </Loggers>
                </Configuration>
                """.formatted(attributes(""), level);
    }

    private String attributes(String more) {
        return "destination='syslog+tcp://127.0.0.1:%d' ".formatted(endpoint.port()) + more;
    }

    private void configure(String attributes) {
        log4j.appender(attributes(attributes));
        assertThat(log4j.statuses().errors()).isEmpty();
    }

    private void log(int from, int to) {
        log(log4j, from, to);
    }

    private static void log(ConfiguredContext context, int from, int to) {
        for (int i = from; i < to; i++) {
            context.logger().info("number {}", i);
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
