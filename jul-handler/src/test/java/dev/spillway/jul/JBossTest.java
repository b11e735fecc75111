package dev.spillway.jul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under the log manager of Quarkus and WildFly, whose records know more than the JDK's. */
final class JBossTest {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void whatTheRecordsKnowIsShipped() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start()) {
            String printed = new ChildJvm(directory)
                    .behindClassPath(System.getProperty("spillway.jboss.classpath"))
                    .option("-Djava.util.logging.manager=org.jboss.logmanager.LogManager")
                    .run(JBossProgram.class, "syslog+tcp://127.0.0.1:" + endpoint.port());

            assertThat(printed.lines()).anyMatch(line -> line.contains("book of 3 sold"));
            assertThat(endpoint.awaitMessages(7, ARRIVAL))
                    .extracting(ReceivedMessage::text)
                    .satisfiesExactly(
                            text -> assertThat(text)
                                    .startsWith("<14>1 ")
                                    .contains(" thread=\"main\" requestId=\"r-17\"", "(JBossProgram.java:")
                                    .endsWith("shop.Checkout: book of 3 sold"),
                            text -> assertThat(text)
                                    .startsWith("<12>1 ")
                                    .doesNotContain("requestId")
                                    .endsWith("shop.Checkout: 3 left"),
                            text -> assertThat(text).startsWith("<9>1 ").endsWith("shop.Checkout: 100% {0}"),
                            text -> assertThat(text).endsWith("shop.Checkout: %d left"),
                            text -> assertThat(text)
                                    .contains(" thread=\"clerk\"")
                                    .endsWith("shop.Checkout: verkauft: book"),
                            text -> assertThat(text).endsWith("shop.Platform: payment failed"),
                            text -> assertThat(text).endsWith("shop.Plain: last line"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"return", "exit"})
    void fileOfTheLogManagerConfiguresTheHandler(String wish) throws Exception {
        boolean inTime = false;
        for (int runs = 0; runs < 10 && !inTime; runs++) {
            inTime = runsInTime(wish);
        }
        assertThat(inTime).isTrue();
    }

    /** Whether the program's hook could log in time; then all of its lines have to arrive. */
    private boolean runsInTime(String wish) throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tls().start()) {
            Path caFile = endpoint.certificate().writeCaPem(directory.resolve("ca.pem"));
            Path file = Files.writeString(directory.resolve("logging.properties"), """
                    logger.level=INFO
                    logger.handlers=SPILLWAY
                    handler.SPILLWAY=dev.spillway.jul.SpillwayHandler
                    handler.SPILLWAY.level=INFO
                    handler.SPILLWAY.formatter=PATTERN
                    formatter.PATTERN=org.jboss.logmanager.formatters.PatternFormatter
                    formatter.PATTERN.properties=pattern
                    formatter.PATTERN.pattern=%%p %%s
                    dev.spillway.jul.SpillwayHandler.host=localhost
                    dev.spillway.jul.SpillwayHandler.port=%d
                    dev.spillway.jul.SpillwayHandler.caFile=${sys:shop.ca}
                    dev.spillway.jul.SpillwayHandler.appName=Größe
                    dev.spillway.jul.SpillwayHandler.connectionTimeout=30s
                    dev.spillway.jul.SpillwayHandler.shutdownTimeout=30s
                    dev.spillway.jul.SpillwayHandler.hots=a
                    """.formatted(endpoint.port()));

            String printed = new ChildJvm(directory)
                    .behindClassPath(System.getProperty("spillway.jboss.classpath"))
                    .option("-Djava.util.logging.manager=org.jboss.logmanager.LogManager")
                    .option("-Dlogging.configuration=" + file.toUri())
                    .option("-Dshop.ca=" + caFile)
                    .run(ShortProgram.class, "hook", wish);

            if (printed.contains(ShortProgram.LATE)) {
                return false;
            }
            assertThat(printed.lines())
                    .containsExactly(
                            "spillway spillway: there is no option \"hots\"; did you mean \"host\"?; it is ignored");
            assertThat(endpoint.awaitMessages(5, ARRIVAL))
                    .extracting(ReceivedMessage::text)
                    .satisfiesExactly(
                            text -> assertThat(text).contains(" Gr??e ").endsWith(" INFO first line"),
                            text -> assertThat(text).endsWith(" INFO second line"),
                            text -> assertThat(text).endsWith(" INFO third line"),
                            text -> assertThat(text).endsWith(" INFO end begins"),
                            text -> assertThat(text).endsWith(" INFO end is over"));
            return true;
        }
    }
}
