package dev.spillway.benchmarks.endtoend;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A log shipper as {@link Shippers} runs it.
 *
 * @param protocol what {@link NumberedSink} speaks with it
 * @param frontEnd how it is logged to, as {@link ShipperRun} names it
 * @param configuration the framework's file, beside this class
 * @param libraries its class path: directories of {@code target/peers}, or the classes of a module of ours
 * @param options for its JVM
 */
record Shipper(String protocol, String frontEnd, String configuration, List<String> libraries, List<String> options) {
    private static final List<String> HEAP = List.of("-XX:+UseG1GC", "-Xms64m", "-Xmx1g");
    private static final List<String> LARGE_HEAP = List.of("-XX:+UseG1GC", "-Xms64m", "-Xmx2g");
    /** Log4j's own settings for a flow without garbage. */
    private static final List<String> GARBAGE_FREE = heapAnd("-Dlog4j2.garbagefreeThreadContextMap=true");

    private static final List<String> ASYNC_LOGGERS = List.of(
            "-XX:+UseG1GC",
            "-Xms64m",
            "-Xmx1g",
            "-Dlog4j2.garbagefreeThreadContextMap=true",
            "-Dlog4j2.contextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector");
    private static final List<String> ON_DISK = heapAnd("-Dspill=spill");

    /** A queue that holds the run, as it drops what it has no room for, and its own batches of 512. */
    private static final List<String> LONG_QUEUE =
            List.of("-XX:+UseG1GC", "-Xms64m", "-Xmx2g", "-Dotel.blrp.max.queue.size=1200000");

    private static final List<String> LARGE_BATCHES = List.of(
            "-XX:+UseG1GC",
            "-Xms64m",
            "-Xmx2g",
            "-Dotel.blrp.max.queue.size=1200000",
            "-Dotel.blrp.max.export.batch.size=8192");

    private static final List<String> UNCOMPRESSED = heapAnd("-Dcompression=none");
    private static final List<String> DROPPING = heapAnd("-Doverflow=drop");

    private static final List<String> LOGBACK = List.of("logback");
    private static final List<String> LOG4J = List.of("log4j2");
    private static final List<String> OURS = List.of("benchmarks.jar");
    private static final List<String> OURS_LOG4J =
            List.of("../../log4j2-appender/target/classes", "log4j2", "benchmarks.jar");
    private static final List<String> OURS_JUL = List.of("../../jul-handler/target/classes", "benchmarks.jar");

    private static List<String> heapAnd(String option) {
        List<String> options = new ArrayList<>(HEAP);
        options.add(option);
        return List.copyOf(options);
    }

    /** All, by name. Where a peer's defaults lose events there are two of it. */
    static Map<String, Shipper> all() {
        Map<String, Shipper> all = new LinkedHashMap<>();
        all.put("none", new Shipper("tcp", "logback", "none-logback.xml", LOGBACK, HEAP));
        all.put("none-log4j2", new Shipper("tcp", "log4j2", "none-log4j2.xml", LOG4J, GARBAGE_FREE));
        all.put("spillway", new Shipper("tls", "logback", "spillway-logback.xml", OURS, HEAP));
        all.put("spillway-disk", new Shipper("tls", "logback", "spillway-logback.xml", OURS, ON_DISK));
        all.put("spillway-tcp", new Shipper("tcp", "logback", "spillway-logback.xml", OURS, HEAP));
        all.put("spillway-https", new Shipper("https", "logback", "spillway-logback.xml", OURS, HEAP));
        all.put("spillway-http", new Shipper("http", "logback", "spillway-logback.xml", OURS, HEAP));
        all.put("spillway-http-plain", new Shipper("http", "logback", "spillway-logback.xml", OURS, UNCOMPRESSED));
        all.put("spillway-default", new Shipper("tls", "logback", "spillway-logback.xml", OURS, DROPPING));
        all.put("spillway-log4j2", new Shipper("tls", "log4j2", "spillway-log4j2.xml", OURS_LOG4J, GARBAGE_FREE));
        all.put(
                "spillway-log4j2-async",
                new Shipper("tls", "log4j2", "spillway-log4j2.xml", OURS_LOG4J, ASYNC_LOGGERS));
        all.put("spillway-log4j2-tcp", new Shipper("tcp", "log4j2", "spillway-log4j2.xml", OURS_LOG4J, GARBAGE_FREE));
        all.put("spillway-jul", new Shipper("tls", "jul", "spillway-jul.properties", OURS_JUL, HEAP));
        all.put("logstash", new Shipper("tls", "logback", "logstash.xml", List.of("logstash"), HEAP));
        all.put("logstash-default", new Shipper("tls", "logback", "logstash-default.xml", List.of("logstash"), HEAP));
        all.put("syslog-log4j2", new Shipper("tls", "log4j2", "syslog.xml", LOG4J, GARBAGE_FREE));
        all.put("syslog-log4j2-default", new Shipper("tls", "log4j2", "syslog-default.xml", LOG4J, HEAP));
        all.put("syslog-log4j2-appender", new Shipper("tls", "log4j2", "syslog-async.xml", LOG4J, GARBAGE_FREE));
        all.put("syslog-log4j2-async", new Shipper("tls", "log4j2", "syslog.xml", LOG4J, ASYNC_LOGGERS));
        // Have no configuration, and read none.
        all.put("fluency", new Shipper("tls", "fluency", "none-logback.xml", List.of("fluency"), HEAP));
        all.put("fluency-ack", new Shipper("tls", "fluency-ack", "none-logback.xml", List.of("fluency"), HEAP));
        all.put("limit", new Shipper("tls", "limit", "none-logback.xml", LOGBACK, HEAP));
        all.put("limit-tcp", new Shipper("tcp", "limit-tcp", "none-logback.xml", LOGBACK, HEAP));
        all.put("loki4j", new Shipper("http", "logback", "loki4j.xml", List.of("loki4j"), LARGE_HEAP));
        all.put("loki4j-default", new Shipper("http", "logback", "loki4j-default.xml", List.of("loki4j"), LARGE_HEAP));
        all.put("logzio", new Shipper("http", "logback", "logzio.xml", List.of("logzio"), HEAP));
        all.put("logzio-default", new Shipper("http", "logback", "logzio-default.xml", List.of("logzio"), HEAP));
        all.put("otlp", new Shipper("http", "otlp", "otlp.xml", List.of("otlp"), LONG_QUEUE));
        all.put("otlp-large", new Shipper("http", "otlp", "otlp.xml", List.of("otlp"), LARGE_BATCHES));
        all.put("otlp-default", new Shipper("http", "otlp", "otlp.xml", List.of("otlp"), LARGE_HEAP));
        all.put("syslog4j", new Shipper("tls", "logback", "syslog4j.xml", List.of("syslog4j"), HEAP));
        return all;
    }

    /**
     * Starts a program with its class path, and with the options of its own and some others.
     *
     * @param more options for the JVM
     */
    ChildJvm start(Class<?> program, List<String> more, List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(options);
        all.add("-Dsink=" + System.getProperty("java.class.path"));
        all.addAll(more);
        return new ChildJvm(classPath(target()), all, program, arguments);
    }

    private static Path target() {
        try {
            return Path.of(Shipper.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolve("..")
                    .normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its class path, with the classes that run it last. */
    private String classPath(Path target) {
        StringBuilder path = new StringBuilder();
        for (String library : libraries) {
            boolean peer = library.indexOf('/') < 0 && !library.endsWith(".jar");
            path.append(peer ? target.resolve("peers").resolve(library).resolve("*") : target.resolve(library))
                    .append(File.pathSeparatorChar);
        }
        return path.append(target.resolve("classes")).toString();
    }
}
