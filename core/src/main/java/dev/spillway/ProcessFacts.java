package dev.spillway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an engine learns from its process and host for the syslog header, where the options leave it open. Asks no name
 * server, since that could wait for the network, and runs no program.
 */
final class ProcessFacts {
    /** RFC 5424's word for a value that is not known. */
    private static final String UNKNOWN = "-";

    private static final Pattern JAR = Pattern.compile("^(.*?)\\.jar(?:\\s|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern JAR_VERSION = Pattern.compile("-\\d[A-Za-z0-9.+_-]*$");

    private final Map<String, String> environment;
    private final List<Path> nameFiles;
    private final String command;
    private final long pid;

    /**
     * Facts from their sources.
     *
     * @param environment variables of the process
     * @param nameFiles files that may hold the kernel's name for the host, best first
     * @param command the main class or jar with its arguments, as the JVM's {@code sun.java.command} has it; empty if
     *     unknown
     */
    ProcessFacts(Map<String, String> environment, List<Path> nameFiles, String command, long pid) {
        this.environment = environment;
        this.nameFiles = nameFiles;
        this.command = command;
        this.pid = pid;
    }

    /** The facts of this process. */
    static ProcessFacts ofThisProcess() {
        return new ProcessFacts(
                System.getenv(),
                List.of(Path.of("/proc/sys/kernel/hostname"), Path.of("/etc/hostname")),
                System.getProperty("sun.java.command", ""),
                ProcessHandle.current().pid());
    }

    /** {@code $HOSTNAME}, else the kernel's name, else Windows' {@code %COMPUTERNAME%}, else {@code -}. */
    String hostname() {
        String name = environment.getOrDefault("HOSTNAME", "").strip();
        for (int i = 0; name.isEmpty() && i < nameFiles.size(); i++) {
            name = firstLine(nameFiles.get(i));
        }
        if (name.isEmpty()) {
            name = environment.getOrDefault("COMPUTERNAME", "").strip();
        }
        return name.isEmpty() ? UNKNOWN : name;
    }

    /** The jar's name without its version, else the main class without its package, else {@code java}. */
    String appName() {
        String started = command.isBlank() ? outermostClass() : command.strip();
        Matcher jar = JAR.matcher(started);
        if (jar.find()) {
            String file = afterLast(jar.group(1).replace('\\', '/'), '/');
            String name = JAR_VERSION.matcher(file).replaceFirst("");
            return name.isEmpty() ? file : name;
        }
        String main = started.split("\\s", 2)[0];
        String name = afterLast(afterLast(main, '/'), '.');
        return name.isEmpty() ? "java" : name;
    }

    /** The process ID. */
    String procId() {
        return Long.toString(pid);
    }

    /** The class whose {@code main} this thread runs; empty if it runs none. */
    private static String outermostClass() {
        StackTraceElement[] stack = Thread.currentThread().getStackTrace();
        StackTraceElement outermost = stack.length == 0 ? null : stack[stack.length - 1];
        return outermost != null && outermost.getMethodName().equals("main") ? outermost.getClassName() : "";
    }

    private static String afterLast(String text, char separator) {
        return text.substring(text.lastIndexOf(separator) + 1);
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
        } catch (IOException | SecurityException e) {
            return "";
        }
    }
}
