package dev.spillway.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Appender;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The build runs all tests with two releases of Logback; this one sees to it that it really does. */
final class LogbackVersionTest {

    static Stream<Class<?>> classesOfBothJars() {
        return Stream.of(LoggerContext.class, Appender.class);
    }

    @ParameterizedTest
    @MethodSource("classesOfBothJars")
    void testsRunWithTheReleaseThatTheBuildNames(Class<?> type) {
        String version = System.getProperty("spillway.logback.version");
        if (version == null) {
            // An IDE runs with the release on its class path.
            version = type.getPackage().getImplementationVersion();
        }

        assertThat(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .endsWith("-" + version + ".jar");
    }
}
