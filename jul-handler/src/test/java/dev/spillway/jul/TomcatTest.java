package dev.spillway.jul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under Tomcat's log manager, which has a configuration for each class loader and names handlers with prefixes. */
final class TomcatTest {
    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void serverAndWebApplicationShipEachWithItsOwnConfiguration() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start()) {
            Path ofServer = Files.writeString(
                    directory.resolve("logging.properties"), configuration("1catalina.", "server", endpoint));
            Path application = Files.createDirectory(directory.resolve("classes"));
            Files.writeString(
                    application.resolve("logging.properties"),
                    configuration("2shop.", "shop", endpoint) + "2shop." + Jul.HANDLER + ".hots = a\n");

            String printed = new ChildJvm(directory)
                    .option("-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager")
                    .option("-Djava.util.logging.config.file=" + ofServer)
                    .run(ServerProgram.class, application.toString());

            assertThat(printed.lines())
                    .containsOnlyOnce("threads left: []")
                    .filteredOn(line -> !line.contains(" is clear text"))
                    .containsExactly(
                            "spillway shop: there is no option \"hots\"; did you mean \"host\"?; it is ignored",
                            "threads left: []");
            assertThat(endpoint.awaitMessages(3, ARRIVAL))
                    .extracting(ReceivedMessage::text)
                    .satisfiesExactlyInAnyOrder(
                            text -> assertThat(text).contains(" server ").endsWith("server.Main: server starts"),
                            text -> assertThat(text).contains(" shop ").endsWith("shop.Checkout: shop is open"),
                            text -> assertThat(text).contains(" server ").endsWith("server.Main: server ends"));
        }
    }

    private static String configuration(String prefix, String name, SyslogEndpoint endpoint) {
        String handler = prefix + Jul.HANDLER;
        return """
                handlers = %1$s
                .level = INFO
                %1$s.destination = syslog+tcp://127.0.0.1:%2$d
                %1$s.appName = ${sys:no.such.property:-%3$s}
                %1$s.name = %3$s
                %1$s.shutdownTimeout = 30s
                """.formatted(handler, endpoint.port(), name);
    }
}
