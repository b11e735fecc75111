package dev.spillway.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.time.Duration;
import org.apache.logging.log4j.core.appender.AppenderLoggingException;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code ignoreExceptions}, and {@code FailoverAppender} which lives on it. */
final class FailoverTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("spillway").within(Duration.ofSeconds(30));

    private final ConfiguredContext log4j = new ConfiguredContext();

    @AfterEach
    void stop() {
        log4j.close();
    }

    @Test
    void appenderThatDidNotStartHandsOver() {
        configure("host='localhost' bufferSize='lots'");

        log4j.logger().info("one");
        log4j.logger().info("two");

        assertThat(log4j.statuses().refusals()).hasSize(1);
        assertThat(other().messages()).containsExactly("one", "two");
    }

    @Test
    void appenderWhoseEngineWasClosedHandsOver() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start()) {
            configure("destination='syslog+tcp://127.0.0.1:%d'".formatted(endpoint.port()));
            log4j.logger().info("one");
            endpoint.awaitMessages(1, Duration.ofSeconds(60));

            log4j.appender().engine().close();
            log4j.logger().info("two");

            assertThat(other().messages()).containsExactly("two");
            assertThat(endpoint.messages()).hasSize(1);
        }
    }

    @Test
    void endpointThatIsDownIsNoReasonToHandOver() {
        configure("destination='syslog+tcp://127.0.0.1:1' shutdownTimeout='1ms'");

        log4j.logger().info("waits in the buffer");

        assertThat(other().messages()).isEmpty();
        assertThat(log4j.appender().engine().stats().pending()).isEqualTo(1);
    }

    @Test
    void nothingIsThrownUnlessAskedFor() {
        SpillwayAppender quiet = SpillwayAppender.newBuilder().build();
        SpillwayAppender loud =
                SpillwayAppender.newBuilder().setIgnoreExceptions(false).build();

        assertThatCode(() -> quiet.append(event())).doesNotThrowAnyException();
        assertThatThrownBy(() -> loud.append(event()))
                .isInstanceOf(AppenderLoggingException.class)
                .hasMessage("the Spillway appender spillway is not started, and ships nothing");
    }

    @Test
    void closedEngineIsNamedAsTheReason() {
        SpillwayAppender loud = SpillwayAppender.newBuilder()
                .setIgnoreExceptions(false)
                .set("destination", "syslog+udp://127.0.0.1:9")
                .build();
        loud.start();
        try {
            loud.append(event());
            loud.engine().close();

            assertThatThrownBy(() -> loud.append(event()))
                    .isInstanceOf(AppenderLoggingException.class)
                    .hasMessage("the Spillway appender spillway has been closed, and ships nothing");
        } finally {
            loud.stop();
        }
    }

    private void configure(String attributes) {
        log4j.xml("""
                <Configuration>
                  <Appenders>
                    <Spillway name="SPILLWAY" ignoreExceptions="false" %s/>
                    <Memory name="OTHER"/>
                    <Failover name="FAILOVER" primary="SPILLWAY">
                      <Failovers>
                        <AppenderRef ref="OTHER"/>
                      </Failovers>
                    </Failover>
                  </Appenders>
                  <Loggers>
                    <Root level="INFO">
                      <AppenderRef ref="FAILOVER"/>
                    </Root>
                  </Loggers>
                </Configuration>
                """.formatted(attributes));
    }

    private MemoryAppender other() {
        return (MemoryAppender) log4j.appenderNamed("OTHER");
    }

    private static Log4jLogEvent event() {
        return Log4jLogEvent.newBuilder().setLoggerName("shop").build();
    }
}
