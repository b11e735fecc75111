package dev.spillway.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.time.Duration;
import java.util.List;
import org.apache.logging.log4j.ThreadContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The shapes in which Log4j's manual shows appenders, with ours in their place. */
final class DocumentedExamplesTest {
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
    }

    @Test
    void layoutAndAppenderRefWithALevel() {
        configure("""
                <Spillway name="SPILLWAY" ${to}>
                  <PatternLayout pattern="%m%n"/>
                </Spillway>
                """, """
                <Root level="INFO">
                  <AppenderRef ref="SPILLWAY" level="WARN"/>
                </Root>
                """);

        log4j.logger().info("left out");
        log4j.logger().warn("shipped");

        assertThat(arrived(1)).singleElement().asString().endsWith("] shipped");
    }

    @Test
    void thresholdFilterAtTheReference() {
        configure("<Spillway name='SPILLWAY' ${to}/>", """
                <Root level="INFO">
                  <AppenderRef ref="SPILLWAY">
                    <ThresholdFilter level="ERROR" onMatch="ACCEPT" onMismatch="DENY"/>
                  </AppenderRef>
                </Root>
                """);

        log4j.logger().warn("left out");
        log4j.logger().error("shipped");

        assertThat(arrived(1)).singleElement().asString().endsWith("shop.Checkout: shipped");
    }

    @Test
    void markerAndBurstFiltersOfTheAppender() {
        configure("""
                <Spillway name="SPILLWAY" ${to}>
                  <Filters>
                    <NoMarkerFilter onMatch="NEUTRAL" onMismatch="DENY"/>
                    <BurstFilter level="INFO" rate="0.01" maxBurst="2"/>
                  </Filters>
                </Spillway>
                """, "<Root level='INFO'><AppenderRef ref='SPILLWAY'/></Root>");

        for (int i = 0; i < 5; i++) {
            log4j.logger().info("info {}", i);
        }
        log4j.logger().warn("shipped");

        assertThat(arrived(3)).last().asString().endsWith("shipped");
    }

    @Test
    void asyncAppenderAroundIt() {
        configure("""
                <Spillway name="SPILLWAY" ${to}/>
                <Async name="ASYNC">
                  <AppenderRef ref="SPILLWAY"/>
                </Async>
                """, "<Root level='INFO'><AppenderRef ref='ASYNC'/></Root>");

        log4j.logger().info("{} left", 3);

        assertThat(arrived(1)).singleElement().asString().endsWith("3 left");
    }

    @Test
    void rewriteAppenderBeforeIt() {
        configure("""
                <Spillway name="SPILLWAY" ${to}/>
                <Rewrite name="REWRITE">
                  <PropertiesRewritePolicy>
                    <Property name="site">north</Property>
                  </PropertiesRewritePolicy>
                  <AppenderRef ref="SPILLWAY"/>
                </Rewrite>
                """, "<Root level='INFO'><AppenderRef ref='REWRITE'/></Root>");

        log4j.logger().info("hello");

        assertThat(arrived(1))
                .singleElement()
                .asString()
                .contains("site=\"north\"")
                .endsWith("hello");
    }

    @Test
    void routingAppenderThatMakesOneForEachTenant() {
        configure("""
                <Routing name="ROUTING">
                  <Routes pattern="$${ctx:tenant}">
                    <Route>
                      <Spillway name="SPILLWAY-${ctx:tenant}" appName="${ctx:tenant}" ${to}/>
                    </Route>
                  </Routes>
                </Routing>
                """, "<Root level='INFO'><AppenderRef ref='ROUTING'/></Root>");

        ThreadContext.put("tenant", "north");
        log4j.logger().info("one");
        ThreadContext.put("tenant", "south");
        log4j.logger().info("two");

        assertThat(arrived(2))
                .anySatisfy(text -> assertThat(text).contains(" north ").endsWith("one"))
                .anySatisfy(text -> assertThat(text).contains(" south ").endsWith("two"));
    }

    @Test
    void loggerOfItsOwnWithoutAdditivity() {
        configure("<Spillway name='SPILLWAY' ${to}/><Memory name='OTHER'/>", """
                <Logger name="shop" level="DEBUG" additivity="false">
                  <AppenderRef ref="SPILLWAY"/>
                </Logger>
                <Root level="ERROR">
                  <AppenderRef ref="OTHER"/>
                </Root>
                """);

        log4j.logger().debug("shipped");

        assertThat(arrived(1)).singleElement().asString().endsWith("shipped");
        assertThat(((MemoryAppender) log4j.appenderNamed("OTHER")).messages()).isEmpty();
    }

    private void configure(String appenders, String loggers) {
        String destination = "destination='syslog+tcp://127.0.0.1:%d'".formatted(endpoint.port());
        log4j.xml("""
                <Configuration>
                  <Appenders>
                    %s
                  </Appenders>
                  <Loggers>
                    %s
                  </Loggers>
                </Configuration>
                """.formatted(appenders.replace("${to}", destination), loggers));
        assertThat(log4j.statuses().errors()).isEmpty();
    }

    private List<String> arrived(int count) {
        List<ReceivedMessage> messages = endpoint.awaitMessages(count, ARRIVAL);
        assertThat(messages).hasSize(count);
        return messages.stream().map(ReceivedMessage::text).toList();
    }
}
