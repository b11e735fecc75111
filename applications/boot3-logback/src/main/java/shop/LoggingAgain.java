package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Configures logging once more while the application runs, as configuration servers have it done. */
@RestController
class LoggingAgain {
    private static final Logger LOG = LoggerFactory.getLogger(LoggingAgain.class);

    private final ConfigurableEnvironment environment;

    LoggingAgain(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @PostMapping("/logging")
    String configure() {
        LOG.info("logging ends");
        LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
        logging.cleanUp();
        logging.beforeInitialize();
        logging.initialize(new LoggingInitializationContext(environment), null, null);
        LOG.info("logging begins again");
        return "configured";
    }
}
