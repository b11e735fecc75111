package dev.spillway.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.spillway.Spillway;
import dev.spillway.testkit.StrayThreads;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of right and wrong values in an XML file. No endpoint listens: the appender starts all the same. */
final class ConfigurationTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("spillway").within(Duration.ofSeconds(30));

    /** Nothing listens at port 1, and log calls of these tests are few. */
    private static final String DESTINATION = "destination='syslog+tcp://127.0.0.1:1' shutdownTimeout='1ms' ";

    private final ConfiguredContext log4j = new ConfiguredContext();

    @AfterEach
    void stop() {
        log4j.close();
    }

    @Test
    void hostAndPortAreEnough() {
        log4j.appender("host='localhost' port='1' shutdownTimeout='1ms'");

        assertThat(log4j.statuses().errors()).isEmpty();
        assertThat(log4j.appender().engine().stats().destination()).isEqualTo("syslog+tls://localhost:1");
    }

    @Test
    void namesOfOtherAppendersWork() {
        log4j.appender("syslogHost='localhost' port='1' connectTimeoutMillis='100' maxFlushTime='1ms'");

        assertThat(log4j.statuses().errors()).isEmpty();
        assertThat(log4j.appender().engine().stats().destination()).isEqualTo("syslog+tls://localhost:1");
    }

    @Test
    void repeatedOptionIsANestedElement() {
        log4j.appender(DESTINATION, """
                <Property name="destination" value="syslog+tcp://127.0.0.1:2"/>
                <Property name="destination">syslog+tcp://127.0.0.1:3</Property>
                """);

        assertThat(log4j.statuses().errors()).isEmpty();
        assertThat(log4j.appender().isStarted()).isTrue();
        assertThat(log4j.appender().options().settings().stream()
                        .filter(setting -> setting.name().equals("destination")))
                .hasSize(3);
    }

    @Test
    void elementWithATextIsAnAttribute() {
        log4j.appender("", "<host>localhost</host><port>1</port><shutdownTimeout>1ms</shutdownTimeout>");

        assertThat(log4j.statuses().errors()).isEmpty();
        assertThat(log4j.appender().engine().stats().destination()).isEqualTo("syslog+tls://localhost:1");
    }

    @Test
    void lookupsAreResolved() {
        System.setProperty("spillway.test.host", "localhost");
        try {
            log4j.appender(
                    "host='${sys:spillway.test.host}' port='${sys:spillway.test.port:-1}' shutdownTimeout='1ms'");
        } finally {
            System.clearProperty("spillway.test.host");
        }

        assertThat(log4j.appender().engine().stats().destination()).isEqualTo("syslog+tls://localhost:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"appName=''", "appName='  '", "appName='${sys:spillway.test.undefined:-}'", "pattern=' '"})
    void emptyAttributeIsUnset(String attribute) {
        log4j.appender(DESTINATION + attribute);

        assertThat(log4j.statuses().errors()).isEmpty();
        assertThat(log4j.appender().isStarted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"port,99999", "bufferSize,lots", "overflow,never", "shutdownTimeout,5 parsecs", "queueSize,512"})
    void wrongValueStopsTheAppenderAloneWithTheMessageOfCore(String option, String value) {
        IllegalArgumentException ofCore = catchThrowableOfType(
                IllegalArgumentException.class, () -> Spillway.builder().set(option, value));

        log4j.xml("""
                <Configuration>
                  <Appenders>
                    <Spillway name="SPILLWAY" host="localhost" %s="%s"/>
                    <Memory name="OTHER"/>
                  </Appenders>
                  <Loggers>
                    <Root level="INFO">
                      <AppenderRef ref="SPILLWAY"/>
                      <AppenderRef ref="OTHER"/>
                    </Root>
                  </Loggers>
                </Configuration>
                """.formatted(option, value));
        log4j.logger().info("the application goes on");

        assertThat(log4j.statuses().refusals()).containsExactly(ofCore.getMessage());
        assertThat(log4j.appender().isStarted()).isFalse();
        assertThat(((MemoryAppender) log4j.appenderNamed("OTHER")).messages())
                .containsExactly("the application goes on");
    }

    @Test
    void everyWrongValueIsTold() {
        log4j.appender("host='localhost' port='0' format='xml'");

        assertThat(log4j.statuses().refusals())
                .satisfiesExactly(
                        error -> assertThat(error).startsWith("format is \"xml\""),
                        error -> assertThat(error).startsWith("port is \"0\""));
    }

    @Test
    void missingDestinationIsTold() {
        log4j.appender("");

        assertThat(log4j.statuses().refusals())
                .singleElement()
                .satisfies(error -> assertThat(error).contains("host").contains("destination"));
        assertThat(log4j.appender().isStarted()).isFalse();
    }

    @Test
    void unknownAttributeIsToldAndLeftOut() {
        log4j.appender(DESTINATION + "prot='1'", "<Property name='hots' value='a'/>");

        assertThat(log4j.statuses().errors())
                .containsExactly(
                        "Spillway appender SPILLWAY: there is no option \"prot\"; did you mean \"port\"?; it is ignored",
                        "Spillway appender SPILLWAY: there is no option \"hots\"; did you mean \"host\"?; it is ignored");
        assertThat(log4j.appender().isStarted()).isTrue();
    }

    @Test
    void unknownElementIsLog4jsToReport() {
        log4j.appender(DESTINATION, "<AppenderRef ref='OTHER'/>");

        assertThat(log4j.statuses().errors())
                .containsExactly("Spillway has no parameter that matches element AppenderRef");
        assertThat(log4j.appender().isStarted()).isTrue();
    }

    @Test
    void twoWritersOfOneTextAreRefused() {
        log4j.appender(DESTINATION + "pattern='%m'", "<PatternLayout pattern='%m'/>");

        assertThat(log4j.statuses().refusals())
                .containsExactly("pattern and layout each write the whole text, so only one of them may be set");
        assertThat(log4j.appender().isStarted()).isFalse();
    }

    @Test
    void appenderMadeByHandNeedsNoConfiguration() {
        SpillwayAppender appender = SpillwayAppender.newBuilder()
                .set("destination", "syslog+udp://127.0.0.1:9")
                .build();
        appender.start();
        try {
            assertThat(appender.getName()).isEqualTo("spillway");
            assertThat(appender.engine()).isNotNull();
        } finally {
            appender.stop();
        }
        assertThat(appender.engine()).isNull();
        assertThat(log4j.statuses().errors()).isEmpty();
    }
}
