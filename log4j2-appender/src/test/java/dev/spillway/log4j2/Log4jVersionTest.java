package dev.spillway.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The build runs all tests with two releases of Log4j; this one sees to it that it really does. */
final class Log4jVersionTest {

    static Stream<Class<?>> classesOfBothJars() {
        return Stream.of(LogManager.class, LoggerContext.class);
    }

    @ParameterizedTest
    @MethodSource("classesOfBothJars")
    void testsRunWithTheReleaseThatTheBuildNames(Class<?> type) {
        String version = System.getProperty("spillway.log4j.version");
        if (version == null) {
            // An IDE runs with the release on its class path.
            version = type.getPackage().getImplementationVersion();
        }

        assertThat(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .endsWith("-" + version + ".jar");
    }
}
