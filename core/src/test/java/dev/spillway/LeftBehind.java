package dev.spillway;

import dev.spillway.internal.cli.SpoolCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A spill directory that real engines have written to, and the command that looks after it. */
final class LeftBehind {
    /** Nothing listens there, nor will while a test runs, as at a port that was free a moment ago. */
    static final String NOBODY = "syslog+tcp://127.0.0.1:1";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;

    LeftBehind(Path directory) {
        this.directory = directory;
    }

    /** What a run of the command came to. */
    record Run(int exitCode, String out, String err, byte[] bytes) {}

    static Run run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream outStream = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, false, StandardCharsets.UTF_8);
        int exitCode = new SpoolCommand(new SlotCourier(), outStream, errStream, Clock.systemUTC()).run(words);
        return new Run(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8),
                out.toByteArray());
    }

    /** Runs {@code spool <this directory> <words>}. */
    Run spool(String... words) {
        return run(Stream.concat(Stream.of("spool", directory.toString()), Stream.of(words))
                .toArray(String[]::new));
    }

    /**
     * An engine that spills here and has nowhere to send to; its slot is in use until it is closed. The first 250 KB are
     * sure to be on disk at once.
     */
    Spillway engine(String appName) {
        return engine(appName, "8192");
    }

    Spillway engine(String appName, String maxMessageSize) {
        return Spillway.builder()
                .destination(NOBODY)
                .appName(appName)
                .set("framing", "octet-counting")
                .set("maxMessageSize", maxMessageSize)
                .set("spillDirectory", directory.toString())
                .set("spillLimit", "8MB")
                .set("minFreeSpace", "0")
                .set("shutdownTimeout", "50ms")
                .reporter(new SilentReporter())
                .build();
    }

    /** Has an engine leave messages behind. */
    void leave(String appName, String... messages) {
        Spillway engine = engine(appName);
        for (String message : messages) {
            engine.log(LogEvent.of(Severity.INFO, "test", message));
        }
        end(engine);
    }

    /** Closes an engine and waits until it has let go of its slot, which on a busy machine may be after the close. */
    static void end(Spillway engine) {
        engine.close();
        Awaitility.await().atMost(PATIENCE).until(() -> engine.stats().connection() == ConnectionState.CLOSED);
    }

    static String[] numbered(int count) {
        return Stream.iterate(0, i -> i + 1).limit(count).map(i -> "event " + i).toArray(String[]::new);
    }

    /** Without the file by which an engine sees from time to time whose the directory is. */
    List<String> slots() {
        return names(directory).stream()
                .filter(name -> Files.isDirectory(directory.resolve(name)))
                .toList();
    }

    static List<String> names(Path of) {
        try (Stream<Path> entries = Files.list(of)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only slot. */
    String slot() {
        return slots().get(0);
    }

    /** The first segment file of the only slot. */
    Path segment() {
        Path slot = directory.resolve(slot());
        return names(slot).stream()
                .filter(name -> name.endsWith(".segment"))
                .map(slot::resolve)
                .findFirst()
                .orElseThrow();
    }

    /** Every file with its content and its time, to see that nothing has changed. */
    Map<Path, String> image() throws IOException {
        Map<Path, String> image = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.toList()) {
                String content = Files.isDirectory(path)
                        ? ""
                        : new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
                image.put(path, Files.getLastModifiedTime(path) + " " + content);
            }
        }
        return image;
    }
}
