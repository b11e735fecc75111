package dev.spillway.jul;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.StrayThreads;
import dev.spillway.testkit.SyslogEndpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From a call of a logger to an endpoint. */
final class ShippingTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("spillway").within(Duration.ofSeconds(30));

    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final Jul jul = new Jul();
    private SyslogEndpoint endpoint;

    @BeforeEach
    void listen() throws Exception {
        endpoint = SyslogEndpoint.tcp().start();
    }

    @AfterEach
    void stop() {
        jul.close();
        endpoint.close();
        assertThat(endpoint.failures()).isEmpty();
    }

    @Test
    void hostAndPortAndAuthorityAreAllItTakesForTls() throws Exception {
        try (SyslogEndpoint tls = SyslogEndpoint.tls().start()) {
            Path caFile = tls.certificate().writeCaPem(directory.resolve("ca.pem"));
            jul.handler("host = localhost", "port = " + tls.port(), "caFile = " + caFile);

            jul.logger().log(Level.WARNING, "{0} left", 3);

            assertThat(tls.awaitMessages(1, ARRIVAL).get(0).text())
                    .startsWith("<12>1 ")
                    .endsWith("shop.Checkout: 3 left");
            assertThat(jul.errors()).isEmpty();
            jul.close();
        }
    }

    @Test
    void everythingOfARecordIsShipped() {
        ship("appName = album", "maxMessageSize = 64KB");

        jul.logger().log(Level.SEVERE, "sold", new IllegalStateException("no stock"));

        assertThat(arrived(1).get(0))
                .startsWith("<11>1 ")
                .contains(" album ", "thread=\"" + Thread.currentThread().getName() + "\"")
                .contains("shop.Checkout: sold", "java.lang.IllegalStateException: no stock");
    }

    @Test
    void resourceBundleHasTheText() {
        ship();

        jul.logger().logrb(Level.INFO, new Texts(), "sold", "book", 3);
        jul.logger().logrb(Level.INFO, new Texts(), "not in the bundle {0}", 3);

        assertThat(arrived(2))
                .satisfiesExactly(
                        text -> assertThat(text).endsWith("shop.Checkout: verkauft: 3 mal book"),
                        text -> assertThat(text).endsWith("shop.Checkout: not in the bundle 3"));
    }

    @Test
    void callerIsShippedIfAskedFor() {
        ship("includeCallerData = true");

        jul.logger().info("hello");

        assertThat(arrived(1).get(0)).contains(ShippingTest.class.getName() + ".callerIsShippedIfAskedFor");
    }

    @Test
    void platformLoggersAreShippedToo() {
        ship();

        System.getLogger("shop.Platform").log(System.Logger.Level.WARNING, "{0} left", 3);

        assertThat(arrived(1).get(0)).startsWith("<12>1 ").endsWith("shop.Platform: 3 left");
    }

    @Test
    void anonymousLoggersAreShippedWithoutName() {
        ship();

        Logger.getAnonymousLogger().info("hello");

        assertThat(arrived(1).get(0)).endsWith(" hello");
    }

    private void ship(String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "destination = syslog+tcp://127.0.0.1:" + endpoint.port();
        all[1] = "framing = octet-counting";
        System.arraycopy(options, 0, all, 2, options.length);
        jul.handler(all);
        assertThat(jul.handler().engine()).as("%s", jul.errors()).isNotNull();
    }

    private List<String> arrived(int count) {
        List<ReceivedMessage> messages = endpoint.awaitMessages(count, ARRIVAL);
        assertThat(messages).hasSize(count);
        return messages.stream().map(ReceivedMessage::text).toList();
    }

    private static final class Texts extends ListResourceBundle {
        @Override
        protected Object[][] getContents() {
            return new Object[][] {{"sold", "verkauft: {1} mal {0}"}};
        }
    }
}
