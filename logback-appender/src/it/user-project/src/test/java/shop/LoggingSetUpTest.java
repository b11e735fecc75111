package shop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.SyslogEndpointExtension;
import dev.spillway.testkit.SyslogMessage;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SyslogEndpointExtension.class)
final class LoggingSetUpTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final LoggerContext logging = new LoggerContext();

    @BeforeEach
    void configure(SyslogEndpoint endpoint, @TempDir Path directory) throws Exception {
        logging.putProperty("LOG_HOST", "localhost");
        logging.putProperty("LOG_PORT", String.valueOf(endpoint.port()));
        Path caFile = endpoint.certificate().writeCaPem(directory.resolve("ca.pem"));
        logging.putProperty("LOG_CA", caFile.toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(logging);
        configurator.doConfigure(getClass().getResource("/logback.xml"));
    }

    @AfterEach
    void stop() {
        logging.stop();
    }

    @Test
    void orderIsShippedAsWarningOfTheShop(SyslogEndpoint endpoint) {
        logging.getLogger("shop.Orders").warn("order {} has no address", 17);
        logging.getLogger("shop.Orders").debug("and this is not shipped");
        logging.getLogger("shop.Orders").info("but this is");

        SyslogMessage message = endpoint.awaitMessages(2, SOON).get(0).parsed();
        assertThat(message.appName()).isEqualTo("shop");
        assertThat(message.severity()).isEqualTo(4);
        assertThat(message.text()).isEqualTo("shop.Orders: order 17 has no address");
        assertThat(message.param("app@32473", "thread"))
                .contains(Thread.currentThread().getName());
    }

    @Test
    void orderArrivesThoughTheEndpointWasDown(SyslogEndpoint endpoint) {
        endpoint.die();
        logging.getLogger("shop.Orders").info("order 18 is paid");
        endpoint.restart();

        endpoint.awaitMessage("order 18 is paid", SOON);
    }
}
