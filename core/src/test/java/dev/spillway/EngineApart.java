package dev.spillway;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The engine's classes in a class loader of their own, as in an application that has nothing but what is named. */
final class EngineApart implements AutoCloseable {
    private final URLClassLoader loader;
    private final Object builder;

    EngineApart(Path... jars) throws IOException, ReflectiveOperationException {
        List<URL> urls = new ArrayList<>();
        urls.add(Spillway.class.getProtectionDomain().getCodeSource().getLocation());
        for (Path jar : jars) {
            urls.add(url(jar));
        }
        loader = new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
        builder = type("Spillway").getMethod("builder").invoke(null);
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    private Class<?> type(String name) throws ReflectiveOperationException {
        return Class.forName("dev.spillway." + name, true, loader);
    }

    EngineApart set(String name, String value) throws ReflectiveOperationException {
        builder.getClass().getMethod("set", String.class, String.class).invoke(builder, name, value);
        return this;
    }

    /** Starts an engine; closing it closes the engine. */
    AutoCloseable build() throws ReflectiveOperationException {
        return (AutoCloseable) builder.getClass().getMethod("build").invoke(builder);
    }

    void log(AutoCloseable engine, String text) throws ReflectiveOperationException {
        Class<?> severity = type("Severity");
        Object event = type("LogEvent")
                .getMethod("of", severity, String.class, String.class)
                .invoke(null, severity.getEnumConstants()[6], "com.example.Main", text);
        engine.getClass().getMethod("log", event.getClass()).invoke(engine, event);
    }

    boolean flush(AutoCloseable engine, Duration timeout) throws ReflectiveOperationException {
        return (boolean) engine.getClass().getMethod("flush", Duration.class).invoke(engine, timeout);
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
