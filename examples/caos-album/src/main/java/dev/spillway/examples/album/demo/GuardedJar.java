package dev.spillway.examples.album.demo;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * Runs another program's jar in this JVM, and ends with the launcher.
 *
 * <p>The first argument is the jar, the others are the program's. The jar's classes see the JDK's and their own only, as
 * they would after {@code java -jar}.
 */
final class GuardedJar {

    private GuardedJar() {}

    /** The class loader stays open as long as the program runs, which is as long as the JVM does. */
    @SuppressWarnings("resource")
    public static void main(String[] args) throws Throwable {
        StdinWatch.start();
        Path jar = Path.of(args[0]);
        URL[] classPath = {jar.toUri().toURL()};
        URLClassLoader loader = new URLClassLoader("program", classPath, ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        Object arguments = Arrays.copyOfRange(args, 1, args.length);
        try {
            Method main = loader.loadClass(mainClass(jar)).getMethod("main", String[].class);
            // The java command runs main methods of classes that are not public, too.
            main.setAccessible(true);
            main.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static String mainClass(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String name = file.getManifest() == null
                    ? null
                    : file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            if (name == null) {
                throw new IOException("the jar " + jar + " names no main class");
            }
            return name;
        }
    }
}
