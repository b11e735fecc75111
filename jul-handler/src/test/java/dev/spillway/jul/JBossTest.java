package dev.spillway.jul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under the log manager of Quarkus and WildFly, whose records know more than the JDK's. */
final class JBossTest {
    private static final Duration ARRIVAL = Duration.ofSeconds(10);

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
}
