package dev.spillway.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.spillway.Spillway;
import dev.spillway.SpillwayBuilder;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Joran makes of an XML file. No endpoint listens: the appender starts all the same. */
final class JoranConfigurationTest {
    /** A parked engine ends by itself after 2 s. */
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("spillway").within(Duration.ofSeconds(30));

    /** Nothing listens at port 1, and log calls of these tests are few. */
    private static final String DESTINATION = "<destination>syslog+tcp://127.0.0.1:1</destination>";

    private static final String SHORT_END = "<shutdownTimeout>1ms</shutdownTimeout>";

    private final ConfiguredContext logback = new ConfiguredContext();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        logback.close();
    }

    @Test
    void everyOptionIsAnElement() throws Exception {
        Map<String, String> values = values();
        assertThat(values.keySet()).containsExactlyInAnyOrderElementsOf(SpillwayBuilder.optionNames());
        // What others say already, or leave no place for.
        values.keySet().removeAll(Set.of("host", "port", "mdcExcludes", "token", "trustStore", "keyStore"));
        values.keySet().removeIf(name -> name.matches("(trust|key)Store(Password|Type)"));

        logback.appender(elements(values));

        assertThat(logback.errors()).isEmpty();
        assertThat(logback.warnings()).noneMatch(warning -> warning.contains("property"));
        assertThat(logback.appender().isStarted()).isTrue();
    }

    @Test
    void hostAndPortAreEnough() {
        logback.appender("<host>localhost</host><port>1</port>" + SHORT_END);

        assertThat(logback.errors()).isEmpty();
        assertThat(logback.appender().engine().stats().destination()).isEqualTo("syslog+tls://localhost:1");
    }

    @Test
    void namesOfOtherAppendersWork() {
        logback.appender("<syslogHost>localhost</syslogHost><port>1</port><maxFlushTime>1ms</maxFlushTime>"
                + "<suffixPattern>%msg</suffixPattern>");

        assertThat(logback.errors()).isEmpty();
        assertThat(logback.appender().engine().stats().destination()).isEqualTo("syslog+tls://localhost:1");
    }

    @Test
    void repeatedElementAddsAnotherDestination() {
        logback.appender(DESTINATION + "<destination>syslog+tcp://127.0.0.1:2</destination>" + SHORT_END);

        assertThat(logback.errors()).isEmpty();
        assertThat(logback.appender().isStarted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<appName></appName>", "<appName>  </appName>", "<appName>${UNDEFINED_HERE:-}</appName>"})
    void emptyElementIsUnset(String element) {
        logback.appender(DESTINATION + element + SHORT_END);

        assertThat(logback.errors()).isEmpty();
        assertThat(logback.appender().isStarted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"port,99999", "bufferSize,lots", "overflow,never", "shutdownTimeout,5 parsecs", "queueSize,512"})
    void wrongValueStopsTheAppenderAloneWithTheMessageOfCore(String option, String value) {
        IllegalArgumentException ofCore = catchThrowableOfType(
                IllegalArgumentException.class, () -> Spillway.builder().set(option, value));

        logback.xml("""
                <configuration>
                  <appender name="SPILLWAY" class="dev.spillway.logback.SpillwayAppender">
                    <host>localhost</host>
                    <%1$s>%2$s</%1$s>
                  </appender>
                  <appender name="LIST" class="ch.qos.logback.core.read.ListAppender"/>
                  <root level="INFO">
                    <appender-ref ref="SPILLWAY"/>
                    <appender-ref ref="LIST"/>
                  </root>
                </configuration>
                """.formatted(option, value));
        logback.logger().info("the application goes on");

        assertThat(logback.refusals()).containsExactly(ofCore.getMessage());
        assertThat(logback.errors())
                .as("an error would make Spring Boot stop the application")
                .isEmpty();
        assertThat(logback.appender().isStarted()).isFalse();
        ListAppender<ILoggingEvent> list = (ListAppender<ILoggingEvent>)
                logback.context().getLogger("ROOT").getAppender("LIST");
        assertThat(list.list).extracting(ILoggingEvent::getMessage).containsExactly("the application goes on");
    }

    @Test
    void everyWrongValueIsTold() {
        logback.appender("<host>localhost</host><port>0</port><format>xml</format>");

        assertThat(logback.refusals())
                .satisfiesExactly(
                        error -> assertThat(error).startsWith("port is \"0\""),
                        error -> assertThat(error).startsWith("format is \"xml\""));
    }

    @Test
    void missingDestinationIsTold() {
        logback.appender("");

        assertThat(logback.refusals())
                .singleElement()
                .satisfies(error -> assertThat(error).contains("host").contains("destination"));
        assertThat(logback.appender().isStarted()).isFalse();
    }

    @Test
    void unknownElementIsLogbacksToReport() {
        logback.appender(DESTINATION + "<prot>1</prot>" + SHORT_END);

        assertThat(logback.warnings()).anyMatch(warning -> warning.contains("[prot]"));
        assertThat(logback.appender().isStarted()).isTrue();
    }

    @Test
    void twoWritersOfOneTextAreRefused() {
        logback.appender(DESTINATION + "<pattern>%msg</pattern><encoder><pattern>%msg</pattern></encoder>");

        assertThat(logback.refusals())
                .singleElement()
                .satisfies(error -> assertThat(error).startsWith("pattern, layout and encoder"));
        assertThat(logback.appender().isStarted()).isFalse();
    }

    @Test
    void appenderWithoutContextDoesNotStartAndDoesNotThrow() {
        SpillwayAppender appender = new SpillwayAppender();
        appender.setHost("localhost");

        appender.start();

        assertThat(appender.isStarted()).isFalse();
    }

    private Map<String, String> values() throws Exception {
        Map<String, String> values = new TreeMap<>(Map.ofEntries(
                Map.entry("destination", "syslog+tls://127.0.0.1:1, syslog+tcp://127.0.0.1:2"),
                Map.entry("host", "localhost"),
                Map.entry("port", "1"),
                Map.entry("preferredRetry", "2min"),
                Map.entry("appName", "shop"),
                Map.entry("hostname", "shop-1"),
                Map.entry("procId", "7"),
                Map.entry("messageId", "LOG"),
                Map.entry("facility", "local3"),
                Map.entry("format", "rfc5424"),
                Map.entry("timeZone", "Europe/Berlin"),
                Map.entry("framing", "octet-counting"),
                Map.entry("maxMessageSize", "16KB"),
                Map.entry("oversize", "truncate"),
                Map.entry("multiline", "escape"),
                Map.entry("structuredDataId", "shop@32473"),
                Map.entry("fields", "thread, mdc"),
                Map.entry("structuredData", "[tags@32473 env=\"prod\"]"),
                Map.entry("mdcIncludes", "requestId"),
                Map.entry("mdcExcludes", "password"),
                Map.entry("includeCallerData", "true"),
                Map.entry("bufferSize", "4MB"),
                Map.entry("spillLimit", "8MB"),
                Map.entry("minFreeSpace", "1MB"),
                Map.entry("sync", "1s"),
                Map.entry("overflow", "drop-oldest"),
                Map.entry("maxBlockTime", "2s"),
                Map.entry("reserve", "20%"),
                Map.entry("maxAge", "1h"),
                Map.entry("connectionTimeout", "1s"),
                Map.entry("writeTimeout", "10s"),
                Map.entry("reconnectionDelay", "1s"),
                Map.entry("maxReconnectionDelay", "1min"),
                Map.entry("idleTimeout", "1min"),
                Map.entry("keepAlive", "false"),
                Map.entry("receipts", "off"),
                Map.entry("replayWindow", "1MB"),
                Map.entry("batchSize", "256KB"),
                Map.entry("linger", "100ms"),
                Map.entry("requestTimeout", "10s"),
                Map.entry("compression", "none"),
                Map.entry("header", "X-Tenant: shop"),
                Map.entry("tlsProtocols", "TLSv1.3"),
                Map.entry("tlsCiphers", "TLS_AES_128_GCM_SHA256"),
                Map.entry("verifyHostname", "true"),
                Map.entry("shutdownTimeout", "1ms"),
                Map.entry("shutdownHook", "false")));
        values.put("endpoint", "plain");
        values.put("proxy", "http://user:sesame@127.0.0.1:1");
        values.put("token", "0123456789");
        values.put("spillDirectory", directory.resolve("spill").toString());
        String file = TestCertificates.create()
                .writeCaPem(directory.resolve("ca.pem"))
                .toString();
        for (String name : List.of("caFile", "certFile", "keyFile", "trustStore", "keyStore")) {
            values.put(name, file);
        }
        for (String name : List.of("keyPassword", "trustStorePassword", "keyStorePassword")) {
            values.put(name, "sesame");
        }
        values.put("trustStoreType", "PKCS12");
        values.put("keyStoreType", "JKS");
        values.put("pin", "sha256/" + "A".repeat(43) + "=");
        return values;
    }

    private static String elements(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> "<" + value.getKey() + ">" + value.getValue() + "</" + value.getKey() + ">")
                .collect(Collectors.joining("\n"));
    }
}
