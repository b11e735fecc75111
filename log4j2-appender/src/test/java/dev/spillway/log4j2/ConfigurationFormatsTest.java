package dev.spillway.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The same appender in every syntax that Log4j has: attributes, a repeated option, a filter and a layout. */
final class ConfigurationFormatsTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("spillway").within(Duration.ofSeconds(30));

    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    private final ConfiguredContext log4j = new ConfiguredContext();
    private SyslogEndpoint endpoint;

    @TempDir
    private Path directory;

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
    void xml() throws IOException {
        assertShips("log4j2.xml", """
                <Configuration>
                  <Appenders>
                    <Spillway name="SPILLWAY" destination="syslog+tcp://127.0.0.1:PORT" appName="album">
                      <ThresholdFilter level="WARN"/>
                      <PatternLayout pattern="as written: %m%n"/>
                      <Property name="structuredData" value="[a@32473 x=&quot;1&quot;]"/>
                      <Property name="structuredData" value="[b@32473 y=&quot;2&quot;]"/>
                    </Spillway>
                  </Appenders>
                  <Loggers>
                    <Root level="INFO">
                      <AppenderRef ref="SPILLWAY"/>
                    </Root>
                  </Loggers>
                </Configuration>
                """);
    }

    @Test
    void strictXml() throws IOException {
        assertShips("log4j2.xml", """
                <Configuration strict="true">
                  <Appenders>
                    <Appender type="Spillway" name="SPILLWAY" destination="syslog+tcp://127.0.0.1:PORT" appName="album">
                      <Filter type="ThresholdFilter" level="WARN"/>
                      <Layout type="PatternLayout" pattern="as written: %m%n"/>
                      <Property name="structuredData" value="[a@32473 x=&quot;1&quot;]"/>
                      <Property name="structuredData" value="[b@32473 y=&quot;2&quot;]"/>
                    </Appender>
                  </Appenders>
                  <Loggers>
                    <Root level="INFO">
                      <AppenderRef ref="SPILLWAY"/>
                    </Root>
                  </Loggers>
                </Configuration>
                """);
    }

    @Test
    void json() throws IOException {
        assertShips("log4j2.json", """
                {"Configuration": {
                  "Appenders": {"Spillway": {
                    "name": "SPILLWAY",
                    "destination": "syslog+tcp://127.0.0.1:PORT",
                    "appName": "album",
                    "ThresholdFilter": {"level": "WARN"},
                    "PatternLayout": {"pattern": "as written: %m%n"},
                    "Property": [
                      {"name": "structuredData", "value": "[a@32473 x=\\"1\\"]"},
                      {"name": "structuredData", "value": "[b@32473 y=\\"2\\"]"}
                    ]
                  }},
                  "Loggers": {"Root": {"level": "INFO", "AppenderRef": {"ref": "SPILLWAY"}}}
                }}
                """);
    }

    @Test
    void yaml() throws IOException {
        assertShips("log4j2.yaml", """
                Configuration:
                  Appenders:
                    Spillway:
                      name: SPILLWAY
                      destination: syslog+tcp://127.0.0.1:PORT
                      appName: album
                      ThresholdFilter:
                        level: WARN
                      PatternLayout:
                        pattern: "as written: %m%n"
                      Property:
                        - name: structuredData
                          value: '[a@32473 x="1"]'
                        - name: structuredData
                          value: '[b@32473 y="2"]'
                  Loggers:
                    Root:
                      level: INFO
                      AppenderRef:
                        ref: SPILLWAY
                """);
    }

    @Test
    void properties() throws IOException {
        assertShips("log4j2.properties", """
                appender.spillway.type = Spillway
                appender.spillway.name = SPILLWAY
                appender.spillway.destination = syslog+tcp://127.0.0.1:PORT
                appender.spillway.appName = album
                appender.spillway.filter.warn.type = ThresholdFilter
                appender.spillway.filter.warn.level = WARN
                appender.spillway.layout.type = PatternLayout
                appender.spillway.layout.pattern = as written: %m%n
                appender.spillway.a.type = Property
                appender.spillway.a.name = structuredData
                appender.spillway.a.value = [a@32473 x="1"]
                appender.spillway.b.type = Property
                appender.spillway.b.name = structuredData
                appender.spillway.b.value = [b@32473 y="2"]
                rootLogger.level = INFO
                rootLogger.appenderRef.spillway.ref = SPILLWAY
                """);
    }

    @Test
    void configurationBuilder() {
        ConfigurationBuilder<BuiltConfiguration> builder = ConfigurationBuilderFactory.newConfigurationBuilder();
        builder.add(builder.newAppender("SPILLWAY", "Spillway")
                .addAttribute("destination", "syslog+tcp://127.0.0.1:" + endpoint.port())
                .addAttribute("appName", "album")
                .add(builder.newFilter("ThresholdFilter", "NEUTRAL", "DENY").addAttribute("level", "WARN"))
                .add(builder.newLayout("PatternLayout").addAttribute("pattern", "as written: %m%n"))
                .addComponent(builder.newProperty("structuredData", "[a@32473 x=\"1\"]"))
                .addComponent(builder.newProperty("structuredData", "[b@32473 y=\"2\"]")));
        builder.add(builder.newRootLogger(Level.INFO).add(builder.newAppenderRef("SPILLWAY")));

        assertShips(builder.build(false));
    }

    @Test
    void appenderThatIsAddedByHand() {
        log4j.xml("<Configuration><Loggers><Root level='WARN'/></Loggers></Configuration>");
        Configuration configuration = log4j.context().getConfiguration();
        SpillwayAppender appender = SpillwayAppender.newBuilder()
                .setName("SPILLWAY")
                .setConfiguration(configuration)
                .setPattern("as written: %m%n")
                .set("destination", "syslog+tcp://127.0.0.1:" + endpoint.port())
                .set("appName", "album")
                .set("structuredData", "[a@32473 x=\"1\"]")
                .set("structuredData", "[b@32473 y=\"2\"]")
                .build();
        appender.start();
        configuration.addAppender(appender);
        configuration.getRootLogger().addAppender(appender, Level.ALL, null);

        assertArrives();
    }

    private void assertShips(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, text.replace("PORT", Integer.toString(endpoint.port())));
        assertShips(ConfigurationFactory.getInstance().getConfiguration(log4j.context(), "shop", file.toUri()));
    }

    private void assertShips(Configuration configuration) {
        log4j.use(configuration);
        assertArrives();
    }

    private void assertArrives() {
        log4j.logger().info("below the threshold");
        log4j.logger().warn("sold");

        assertThat(log4j.statuses().errors()).isEmpty();
        assertThat(log4j.statuses().at(Level.WARN)).noneMatch(message -> message.contains("attribute"));
        assertThat(endpoint.awaitMessages(1, ARRIVAL))
                .singleElement()
                .satisfies(message -> assertThat(message.text())
                        .startsWith("<12>1 ")
                        // Properties have no order.
                        .contains(" album ", "[a@32473 x=\"1\"]", "[b@32473 y=\"2\"]")
                        .endsWith("as written: sold"));
    }
}
