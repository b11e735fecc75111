package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.SyslogEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A spill directory that cannot be used when an engine starts: one message says so and why, events are kept in memory and
 * delivered, and the directory is used as soon as it can be.
 */
final class UnusableDirectoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    /** What is wrong, and how it is mended. */
    enum Obstacle {
        FILE("is not a directory") {
            @Override
            void raise(Path spill) throws IOException {
                Files.writeString(spill, "a file");
            }

            @Override
            void remove(Path spill) throws IOException {
                Files.delete(spill);
            }
        },
        LINK_TO_A_DIRECTORY("is a symbolic link, which is not followed") {
            @Override
            void raise(Path spill) throws IOException {
                Files.createSymbolicLink(spill, Files.createDirectory(spill.resolveSibling("elsewhere")));
            }

            @Override
            void remove(Path spill) throws IOException {
                assertThat(spill.resolveSibling("elsewhere")).isEmptyDirectory();
                Files.delete(spill);
            }
        },
        LINK_TO_NOTHING("is a symbolic link, which is not followed") {
            @Override
            void raise(Path spill) throws IOException {
                Files.createSymbolicLink(spill, spill.resolveSibling("nothing"));
            }

            @Override
            void remove(Path spill) throws IOException {
                assertThat(spill.resolveSibling("nothing")).doesNotExist();
                Files.delete(spill);
            }
        },
        PARENT_IS_A_FILE("file is not a directory") {
            @Override
            void raise(Path spill) throws IOException {
                Files.writeString(spill.getParent(), "a file");
            }

            @Override
            void remove(Path spill) throws IOException {
                Files.delete(spill.getParent());
            }

            @Override
            Path place(Path directory) {
                return directory.resolve("file").resolve("spill");
            }
        },
        WRITABLE_BY_OTHERS("may be written by others (rwxrwx-wx)") {
            @Override
            void raise(Path spill) throws IOException {
                Files.createDirectory(spill);
                Files.setPosixFilePermissions(spill, PosixFilePermissions.fromString("rwxrwx-wx"));
            }

            @Override
            void remove(Path spill) throws IOException {
                assertThat(spill).isEmptyDirectory();
                Files.setPosixFilePermissions(spill, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        },
        OTHERS_DIRECTORY("belongs to ") {
            @Override
            void raise(Path spill) throws IOException {
                Files.createDirectory(spill);
                try {
                    Files.setAttribute(spill, "unix:uid", 64_321);
                } catch (IOException e) {
                    String skipped = "SKIPPED: a directory of another user, as only root can make one: " + e;
                    System.out.println(skipped);
                    Assumptions.abort(skipped);
                }
            }

            @Override
            void remove(Path spill) throws IOException {
                assertThat(spill).isEmptyDirectory();
                Files.setAttribute(spill, "unix:uid", 0);
            }
        },
        READ_ONLY("is denied;") {
            @Override
            void raise(Path spill) throws IOException {
                Files.createDirectory(spill);
                Files.setPosixFilePermissions(spill, PosixFilePermissions.fromString("r-xr-xr-x"));
                if (Files.isWritable(spill)) {
                    String skipped = "SKIPPED: a read-only directory, as root may write to it";
                    System.out.println(skipped);
                    Assumptions.abort(skipped);
                }
            }

            @Override
            void remove(Path spill) throws IOException {
                Files.setPosixFilePermissions(spill, PosixFilePermissions.fromString("rwx------"));
            }
        };

        private final String why;

        Obstacle(String why) {
            this.why = why;
        }

        Path place(Path directory) {
            return directory.resolve("spill");
        }

        abstract void raise(Path spill) throws IOException;

        abstract void remove(Path spill) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void eventsAreKeptInMemoryUntilTheDirectoryCanBeUsed(Obstacle obstacle) throws Exception {
        Path spill = obstacle.place(directory);
        obstacle.raise(spill);
        Recorder recorder = new Recorder();
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start();
                Spillway spillway = engine(endpoint, spill, recorder, "0")) {
            assertThat(recorder.errors)
                    .singleElement()
                    .satisfies(error -> assertThat(error)
                            .startsWith("spillDirectory " + spill + " cannot be used: ")
                            .contains(obstacle.why, "events are kept in memory"));
            log(spillway, "before");
            endpoint.awaitMessageCount(1, PATIENCE);
            assertThat(spillway.stats().spillTrouble()).contains(spill.toString());
            endpoint.refuse();
            log(spillway, "meanwhile");

            obstacle.remove(spill);

            usesDiskAgain(spillway, recorder);
            assertOursAlone(spill);
            endpoint.restart();
            assertThat(spillway.flush(PATIENCE)).isTrue();
            assertThat(endpoint.messages()).anyMatch(message -> message.text().endsWith("meanwhile"));
        }
    }

    @Test
    void diskWithoutEnoughFreeSpaceIsNotUsed() throws Exception {
        Assumptions.assumeTrue(
                Files.getFileStore(directory).getUsableSpace() < 1L << 40, "SKIPPED: the disk has 1024GB free");
        Recorder recorder = new Recorder();
        Path spill = directory.resolve("spill");
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start();
                Spillway spillway = engine(endpoint, spill, recorder, "1024GB")) {
            log(spillway, "kept in memory");
            endpoint.awaitMessageCount(1, PATIENCE);
            assertThat(recorder.errors)
                    .singleElement()
                    .satisfies(error -> assertThat(error)
                            .startsWith("spillDirectory " + spill + " cannot be used: only ")
                            .contains("bytes would be left free, and minFreeSpace is 1099511627776;"));
            assertThat(spillway.stats().spillBytes()).isZero();
        }
    }

    @Test
    void loggersThatWaitForRoomGoOnWhenTheDiskHasSome() throws Exception {
        Path spill = Files.writeString(directory.resolve("spill"), "a file");
        int events = 1_000;
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start();
                Spillway spillway = builder(endpoint, spill, new Recorder())
                        .set("spillLimit", "64MB")
                        .set("bufferSize", "1MB")
                        .set("overflow", "block")
                        .set("maxBlockTime", "1h")
                        .set("shutdownTimeout", "1s")
                        .build()) {
            endpoint.refuse();
            AtomicInteger logged = new AtomicInteger();
            Thread logger = new Thread(() -> {
                for (; logged.get() < events; logged.incrementAndGet()) {
                    log(spillway, "x".repeat(4_000));
                }
            });
            logger.start();
            Awaitility.await().atMost(PATIENCE).until(() -> logger.getState() == Thread.State.TIMED_WAITING);
            assertThat(logged).hasValueLessThan(events);

            Files.delete(spill);

            logger.join(PATIENCE.toMillis());
            assertThat(logged).hasValue(events);
            assertThat(spillway.stats().droppedTotal()).isZero();
        }
    }

    private static Spillway engine(SyslogEndpoint endpoint, Path spill, Reporter reporter, String minFreeSpace) {
        return builder(endpoint, spill, reporter)
                .set("spillLimit", "4MB")
                .set("minFreeSpace", minFreeSpace)
                .set("shutdownTimeout", "10s")
                .build();
    }

    private static SpillwayBuilder builder(SyslogEndpoint endpoint, Path spill, Reporter reporter) {
        return Spillway.builder()
                .destination("syslog+tcp://127.0.0.1:" + endpoint.port())
                .set("spillDirectory", spill.toString())
                .set("reconnectionDelay", "10ms")
                .set("maxReconnectionDelay", "50ms")
                .reporter(reporter);
    }

    private static void log(Spillway spillway, String text) {
        spillway.log(LogEvent.of(Severity.INFO, "test", text));
    }

    /** The next segment is on disk, so enough is logged to come to it. */
    private static void usesDiskAgain(Spillway spillway, Recorder recorder) {
        Awaitility.await().atMost(PATIENCE).until(() -> spillway.stats().spillTrouble() == null);
        Awaitility.await().atMost(PATIENCE).until(() -> {
            log(spillway, "x".repeat(4_000));
            SpillwayStats stats = spillway.stats();
            return stats.pending() > stats.pendingInMemory();
        });
        assertThat(recorder.errors).hasSize(1);
        // Told just after the trouble is over for those who ask.
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(recorder.infos)
                        .filteredOn(info -> info.endsWith("is in use again"))
                        .hasSize(1));
    }

    private static void assertOursAlone(Path spill) {
        // The engine makes and deletes files meanwhile.
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .ignoreExceptionsInstanceOf(NoSuchFileException.class)
                .untilAsserted(() -> assertAllOursAlone(spill));
    }

    private static void assertAllOursAlone(Path spill) throws IOException {
        try (Stream<Path> files = Files.walk(spill)) {
            List<Path> inside = files.filter(path -> !path.equals(spill)).toList();
            assertThat(inside).isNotEmpty();
            for (Path path : inside) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as("%s", path)
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    /** Keeps what the engine tells. */
    private static final class Recorder implements Reporter {
        private final Queue<String> infos = new ConcurrentLinkedQueue<>();
        private final Queue<String> errors = new ConcurrentLinkedQueue<>();

        @Override
        public void info(String message) {
            infos.add(message);
        }

        @Override
        public void warn(String message) {
            infos.add(message);
        }

        @Override
        public void error(String message) {
            errors.add(message);
        }
    }
}
