package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The engine's classes alone, as in an application that has nothing else. */
final class WithoutJacksonTest {

    @Test
    void syslogWorksAndJsonSaysWhatIsMissing() throws Exception {
        try (URLClassLoader alone = engineAlone()) {
            Object builder = Class.forName("dev.spillway.Spillway", true, alone)
                    .getMethod("builder")
                    .invoke(null);
            set(builder, "destination", "syslog+udp://127.0.0.1:9");
            set(builder, "shutdownTimeout", "1s");
            try (AutoCloseable engine = (AutoCloseable) build(builder)) {
                Object event = event(alone);
                engine.getClass().getMethod("log", event.getClass()).invoke(engine, event);
                assertThat(engine.getClass().getMethod("flush", Duration.class).invoke(engine, Duration.ofSeconds(60)))
                        .isEqualTo(true);
            }
            set(builder, "format", "json");

            assertThat(catchThrowable(() -> build(builder)))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("format is \"json\", which needs Jackson 2.16 or newer; allowed is json with"
                            + " com.fasterxml.jackson.core:jackson-databind among the application's dependencies, or"
                            + " rfc5424");
        }
    }

    private static URLClassLoader engineAlone() throws IOException {
        URL classes = Spillway.class.getProtectionDomain().getCodeSource().getLocation();
        return new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
    }

    private static void set(Object builder, String name, String value) throws ReflectiveOperationException {
        builder.getClass().getMethod("set", String.class, String.class).invoke(builder, name, value);
    }

    private static Object build(Object builder) throws ReflectiveOperationException {
        return builder.getClass().getMethod("build").invoke(builder);
    }

    private static Object event(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> severity = Class.forName("dev.spillway.Severity", true, loader);
        return Class.forName("dev.spillway.LogEvent", true, loader)
                .getMethod("of", severity, String.class, String.class)
                .invoke(null, severity.getEnumConstants()[6], "com.example.Main", "hello");
    }
}
