package dev.spillway.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.ConnectionEnd;
import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.message.StringMapMessage;
import org.apache.logging.log4j.message.StructuredDataMessage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From a log call to the endpoint. */
final class ShippingTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("spillway").within(Duration.ofSeconds(30));

    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    private final ConfiguredContext log4j = new ConfiguredContext();
    private SyslogEndpoint endpoint;

    @BeforeEach
    void listen() throws Exception {
        endpoint = SyslogEndpoint.tcp().start();
    }

    @AfterEach
    void stop() {
        ThreadContext.clearAll();
        log4j.close();
        endpoint.close();
        assertThat(endpoint.failures()).isEmpty();
    }

    @Test
    void eventArrivesOverTls(@TempDir Path directory) throws Exception {
        try (SyslogEndpoint tls = SyslogEndpoint.tls().start()) {
            Path caFile = tls.certificate().writeCaPem(directory.resolve("ca.pem"));
            log4j.appender("host='localhost' port='%d' caFile='%s'".formatted(tls.port(), caFile));

            log4j.logger().warn("{} left", 3);

            assertThat(tls.awaitMessages(1, ARRIVAL).get(0).text())
                    .startsWith("<12>1 ")
                    .endsWith("shop.Checkout: 3 left");
            log4j.close();
            Awaitility.await()
                    .atMost(ARRIVAL)
                    .until(() -> tls.connections().get(0).end() == ConnectionEnd.ORDERLY);
        }
    }

    @Test
    void everythingOfAnEventIsShipped() {
        ship("appName='album' maxMessageSize='64KB'");
        ThreadContext.put("requestId", "r-17");
        ThreadContext.push("checkout");

        log4j.logger().error(MarkerManager.getMarker("AUDIT"), "sold", new IllegalStateException("no stock"));

        assertThat(arrived(1).get(0))
                .startsWith("<11>1 ")
                .contains(
                        " album ",
                        "thread=\"" + Thread.currentThread().getName() + "\"",
                        "requestId=\"r-17\"",
                        "ndc=\"[checkout\\]\"",
                        "marker=\"AUDIT\"")
                .contains("shop.Checkout: sold", "java.lang.IllegalStateException: no stock");
    }

    @Test
    void entriesOfMapMessagesAreFieldsAndText() {
        ship("maxMessageSize='64KB'");
        StructuredDataMessage transfer = new StructuredDataMessage("transfer@32473", "done", "audit");
        transfer.put("amount", "17");

        log4j.logger().info(new StringMapMessage(Map.of("item", "42")));
        log4j.logger().info(transfer);

        assertThat(arrived(2))
                .satisfiesExactly(
                        text -> assertThat(text).contains(" item=\"42\"").endsWith("shop.Checkout: item=\"42\""),
                        text -> assertThat(text)
                                .contains(" amount=\"17\"")
                                .endsWith("shop.Checkout: audit [transfer@32473 amount=\"17\"] done"));
    }

    @Test
    void callerIsShippedIfAskedFor() {
        ship("includeLocation='true'");

        log4j.logger().info("hello");

        assertThat(log4j.appender().requiresLocation()).isTrue();
        assertThat(arrived(1).get(0)).contains(ShippingTest.class.getName(), "callerIsShippedIfAskedFor");
    }

    @Test
    void patternWritesTheWholeText() {
        ship("pattern='[%c{1}] %-5level %msg%n'");

        log4j.logger().info("hello");

        assertThat(arrived(1).get(0)).endsWith("[Checkout] INFO  hello");
    }

    @Test
    void patternsStackTraceIsShippedOnce() {
        ship("pattern='%msg%n' multiline='escape' maxMessageSize='64KB'");

        log4j.logger().error("failed", new IllegalStateException("no stock"));

        assertThat(arrived(1).get(0)).containsOnlyOnce("java.lang.IllegalStateException: no stock");
    }

    @Test
    void extendedStackTraceIsThePatternsToWrite() {
        ship("pattern='%msg%n%xEx{separator(|)}' maxMessageSize='64KB'");

        log4j.logger().error("failed", new IllegalStateException("no stock"));

        assertThat(arrived(1).get(0))
                .contains("|\tat " + ShippingTest.class.getName())
                .contains("[test-classes/");
    }

    @Test
    void layoutWritesTheWholeText() {
        ship("", "<PatternLayout pattern='layout %msg%n'/>");

        log4j.logger().info("Größe");

        assertThat(arrived(1).get(0)).endsWith("layout Größe");
    }

    @Test
    void jsonLayoutIsShippedAsText() {
        ship("", "<GelfLayout compressionType='OFF' host='shop'/>");

        log4j.logger().info("hello");

        assertThat(arrived(1).get(0)).contains("\"short_message\":\"hello\"").endsWith("}");
    }

    @Test
    void filterOfTheAppenderWorks() {
        ship("", """
                <Filters>
                  <ThresholdFilter level="WARN"/>
                  <RegexFilter regex=".*secret.*" onMatch="DENY" onMismatch="NEUTRAL"/>
                </Filters>
                """);

        log4j.logger().info("below");
        log4j.logger().error("a secret");
        log4j.logger().warn("shipped");

        assertThat(arrived(1))
                .singleElement()
                .satisfies(text -> assertThat(text).endsWith("shipped"));
        assertThat(log4j.appender().engine().stats().accepted()).isEqualTo(1);
    }

    @Test
    void eventWhoseArgumentThrowsCostsThatEventAtMost() {
        ship("");

        log4j.logger().info("{}", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        });
        log4j.logger().info("after");

        Awaitility.await()
                .atMost(ARRIVAL)
                .until(() -> endpoint.messages().stream()
                        .anyMatch(message -> message.text().endsWith("after")));
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
                    .invoke(null, (Runnable) () -> log4j.logger().info("number {}", number)));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(arrived(count))
                .extracting(text -> text.substring(text.indexOf("number ")))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, count).mapToObj(i -> "number " + i).toList());
    }

    private void ship(String attributes) {
        ship(attributes, "");
    }

    private void ship(String attributes, String nested) {
        log4j.appender(
                "destination='syslog+tcp://127.0.0.1:%d' framing='octet-counting' ".formatted(endpoint.port())
                        + attributes,
                nested);
        assertThat(log4j.statuses().at(Level.ERROR)).isEmpty();
    }

    private List<String> arrived(int count) {
        List<ReceivedMessage> messages = endpoint.awaitMessages(count, ARRIVAL);
        assertThat(messages).hasSize(count);
        return messages.stream().map(ReceivedMessage::text).toList();
    }
}
