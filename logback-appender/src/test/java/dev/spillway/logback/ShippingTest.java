package dev.spillway.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.core.status.StatusListener;
import dev.spillway.testkit.ConnectionEnd;
import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.helpers.BasicMarkerFactory;

/** From a log call to the endpoint. */
final class ShippingTest {
    /** A parked engine ends by itself after 2 s. */
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("spillway").within(Duration.ofSeconds(30));

    private static final Duration ARRIVAL = Duration.ofSeconds(60);

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
        assertThat(endpoint.failures()).isEmpty();
    }

    @Test
    void eventArrivesOverTls(@TempDir Path directory) throws Exception {
        try (SyslogEndpoint tls = SyslogEndpoint.tls().start()) {
            Path caFile = tls.certificate().writeCaPem(directory.resolve("ca.pem"));
            logback.appender("<host>localhost</host><port>%d</port><caFile>%s</caFile>".formatted(tls.port(), caFile));

            logback.logger().warn("{} left", 3);

            assertThat(tls.awaitMessages(1, ARRIVAL).get(0).text())
                    .startsWith("<12>1 ")
                    .endsWith("shop.Checkout: 3 left");
            logback.close();
            Awaitility.await()
                    .atMost(ARRIVAL)
                    .until(() -> tls.connections().get(0).end() == ConnectionEnd.ORDERLY);
        }
    }

    @Test
    void everythingOfAnEventIsShipped() {
        ship("<appName>album</appName><maxMessageSize>64KB</maxMessageSize>");
        logback.mdc().put("requestId", "r-17");

        logback.logger()
                .atError()
                .addMarker(new BasicMarkerFactory().getMarker("AUDIT"))
                .addKeyValue("item", 42)
                .setCause(new IllegalStateException("no stock"))
                .log("sold");

        assertThat(arrived(1).get(0))
                .startsWith("<11>1 ")
                .contains(
                        " album ",
                        "r-17",
                        "AUDIT",
                        "item=\"42\"",
                        Thread.currentThread().getName())
                .contains("shop.Checkout: sold", "java.lang.IllegalStateException: no stock");
    }

    @Test
    void callerIsShippedIfAskedFor() {
        ship("<includeCallerData>true</includeCallerData>");

        logback.logger().info("hello");

        assertThat(arrived(1).get(0)).contains(ShippingTest.class.getName(), "callerIsShippedIfAskedFor");
    }

    @Test
    void patternWritesTheWholeText() {
        ship("<pattern>[%contextName] %-5level %msg%n</pattern>");

        logback.logger().info("hello");

        assertThat(arrived(1).get(0)).endsWith("[shop] INFO  hello");
    }

    @Test
    void patternsStackTraceIsShippedOnce() {
        ship("<pattern>%msg%n</pattern><multiline>escape</multiline><maxMessageSize>64KB</maxMessageSize>");

        logback.logger().error("failed", new IllegalStateException("no stock"));

        assertThat(arrived(1).get(0)).containsOnlyOnce("java.lang.IllegalStateException: no stock");
    }

    @Test
    void layoutWritesTheWholeText() {
        ship("<layout><pattern>layout %msg</pattern></layout>");

        logback.logger().info("hello");

        assertThat(arrived(1).get(0)).endsWith("layout hello");
    }

    @Test
    void encoderWritesTheWholeText() {
        ship("<encoder><charset>UTF-16BE</charset><pattern>encoder %msg%n</pattern></encoder>");

        logback.logger().info("Größe");

        assertThat(arrived(1).get(0)).endsWith("encoder Größe");
    }

    @Test
    void jsonEncoderIsShippedAsText() {
        ship("<encoder class=\"ch.qos.logback.classic.encoder.JsonEncoder\"/>");

        logback.logger().info("hello");

        assertThat(arrived(1).get(0)).contains("\"message\":\"hello\"").endsWith("}");
    }

    @Test
    void filterAndLevelOfTheAppenderWork() {
        ship("""
                <filter class="ch.qos.logback.classic.filter.ThresholdFilter">
                  <level>WARN</level>
                </filter>
                <filter class="ch.qos.logback.classic.filter.LevelFilter">
                  <level>ERROR</level>
                  <onMatch>DENY</onMatch>
                </filter>
                """);

        logback.logger().info("below");
        logback.logger().error("denied");
        logback.logger().warn("shipped");

        assertThat(arrived(1))
                .singleElement()
                .satisfies(text -> assertThat(text).endsWith("shipped"));
        assertThat(logback.appender().engine().stats().accepted()).isEqualTo(1);
    }

    @Test
    void eventWhoseArgumentThrowsCostsThatEventAtMost() {
        ship("");

        logback.logger().info("{}", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        });
        logback.logger().info("after");

        Awaitility.await()
                .atMost(ARRIVAL)
                .until(() -> endpoint.messages().stream()
                        .anyMatch(message -> message.text().endsWith("after")));
    }

    @Test
    void whatTheEnginesThreadsLogIsNotShipped() {
        endpoint.refuse();
        List<String> toldElsewhere = new ArrayList<>();
        Thread test = Thread.currentThread();
        Logger root = logback.context().getLogger(Logger.ROOT_LOGGER_NAME);
        StatusListener logging = status -> {
            if (Thread.currentThread() != test) {
                toldElsewhere.add(status.getMessage());
                root.trace("told: {}", status.getMessage());
            }
        };
        logback.context().getStatusManager().add(logging);
        ship("<reconnectionDelay>10ms</reconnectionDelay>");

        logback.logger().info("one");
        Awaitility.await().atMost(ARRIVAL).until(() -> engineIgnored() > 0);
        endpoint.restart();
        logback.logger().info("two");

        assertThat(arrived(2))
                .satisfiesExactly(
                        text -> assertThat(text).endsWith("one"),
                        text -> assertThat(text).endsWith("two"));
        assertThat(logback.appender().engine().stats().accepted()).isEqualTo(2);
        assertThat(toldElsewhere).isNotEmpty();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsLogAsOthersDo() throws Exception {
        ship("");
        int count = 2_000;

        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            threads.add((Thread) Thread.class
                    .getMethod("startVirtualThread", Runnable.class)
                    .invoke(null, (Runnable) () -> logback.logger().info("number {}", number)));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(arrived(count))
                .extracting(text -> text.substring(text.indexOf("number ")))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, count).mapToObj(i -> "number " + i).toList());
    }

    private void ship(String elements) {
        logback.appender("<destination>syslog+tcp://127.0.0.1:%d</destination><framing>octet-counting</framing>"
                        .formatted(endpoint.port())
                + elements);
        assertThat(logback.errors()).isEmpty();
    }

    private long engineIgnored() {
        return logback.appender().engine().stats().ignored();
    }

    private List<String> arrived(int count) {
        List<ReceivedMessage> messages = endpoint.awaitMessages(count, ARRIVAL);
        assertThat(messages).hasSize(count);
        return messages.stream().map(ReceivedMessage::text).toList();
    }
}
