package dev.spillway.jul;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * What Tomcat does with a log manager: the server logs, a web application with classes and a configuration of its own starts,
 * logs and stops, and the server logs again. Tests run it in a JVM of its own.
 */
final class ServerProgram {
    private ServerProgram() {}

    /** @param args the directory with the web application's {@code logging.properties} */
    public static void main(String[] args) throws Exception {
        Logger server = Logger.getLogger("server.Main");
        server.info("server starts");
        runWebApplication(Path.of(args[0]));
        server.info("server ends");
    }

    private static void runWebApplication(Path directory) throws IOException, InterruptedException {
        Thread thread = Thread.currentThread();
        ClassLoader ofServer = thread.getContextClassLoader();
        try (WebApplicationLoader loader = new WebApplicationLoader(directory)) {
            thread.setContextClassLoader(loader);
            Logger.getLogger("shop.Checkout").info("shop is open");
            LogManager.getLogManager().reset();
            thread.setContextClassLoader(ofServer);
        }
        System.out.println("threads left: " + threadsLeft());
    }

    /** The engine's threads that are still there when those that had nothing left to do have had the time to end. */
    private static List<String> threadsLeft() throws InterruptedException {
        List<String> left = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("spillway-shop")) {
                thread.join(30_000);
                if (thread.isAlive()) {
                    left.add(thread.getName());
                }
            }
        }
        return left;
    }

    /** Loads our classes itself, as from a {@code WEB-INF/lib}, and refuses to load any once it is closed. */
    private static final class WebApplicationLoader extends URLClassLoader {
        WebApplicationLoader(Path directory) throws IOException {
            super(urls(directory), ServerProgram.class.getClassLoader());
        }

        private static URL[] urls(Path directory) throws IOException {
            List<URL> urls = new ArrayList<>();
            urls.add(directory.toUri().toURL());
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            return urls.toArray(URL[]::new);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("dev.spillway.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
