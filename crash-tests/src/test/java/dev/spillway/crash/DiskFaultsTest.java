package dev.spillway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.StrayThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real disks that fail under an application that logs all the time: it sees no exception, nothing is lost, there is one
 * message, and once the fault is over events are on disk again.
 */
final class DiskFaultsTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("testkit");

    @TempDir
    private Path directory;

    private Path spill;
    private FaultRig rig;

    @BeforeEach
    void start() throws Exception {
        spill = Files.createDirectory(directory.resolve("disk")).resolve("spill");
        rig = new FaultRig(spill, 2);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void fullDiskIsUsedAgainOnceTheEndpointHasTakenWhatFilledIt() throws Exception {
        Shell.require("disk full", "unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt");
        rig.endpoint().stop();
        try (Application application = rig.start(rig.launch().withPrefix(onMount("size=2m")))) {
            FaultRig.awaitMemory(application);

            rig.endpoint().restart();

            FaultRig.awaitDisk(application);
            rig.finish(application);
            assertThat(application.told()).anyMatch(line -> line.matches("error .* cannot be used: .*"));
            // A disk of just the size that is needed fills and frees itself while the backlog drains.
            assertThat(FaultRig.complaints(application)).isBetween(1L, 20L);
        }
    }

    @Test
    void diskThatIsFullAtTheStartIsUsedOnceThereIsRoom() throws Exception {
        Shell.require("disk full", "unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt");
        String fill = "mount -t tmpfs -o size=8m none '" + disk() + "' && head -c 20000000 /dev/zero > '" + disk()
                + "/filler' 2> /dev/null; exec \"$@\"";
        try (Application application = rig.start(rig.launch().withPrefix("unshare", "-m", "sh", "-c", fill, "sh"))) {
            FaultRig.awaitMemory(application);

            Shell.runInMountsOf(application.pid(), "rm", disk() + "/filler");

            FaultRig.awaitDisk(application);
            rig.finish(application);
            assertThat(application.told())
                    .filteredOn(line -> line.startsWith("error "))
                    .singleElement()
                    .asString()
                    .startsWith("error spillDirectory " + spill + " cannot be used: ")
                    .contains("No space left on device");
        }
    }

    @Test
    void readOnlyMountIsUsedOnceItCanBeWritten() throws Exception {
        Shell.require("read-only disk", "unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt");
        try (Application application = rig.start(rig.launch().withPrefix(onMount("ro,size=8m")))) {
            FaultRig.awaitMemory(application);

            Shell.runInMountsOf(application.pid(), "mount", "-o", "remount,rw", disk());

            FaultRig.awaitDisk(application);
            rig.finish(application);
            assertThat(application.told()).anyMatch(line -> line.contains("Read-only file system"));
            assertThat(FaultRig.complaints(application)).isEqualTo(1);
        }
    }

    @Test
    void mountThatBecomesReadOnlyWhileRunningIsNoticedAndItsReturnToo() throws Exception {
        Shell.require("read-only disk", "unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt");
        try (Application application = rig.start(rig.launch().withPrefix(onMount("size=16m")))) {
            FaultRig.awaitDisk(application);

            Shell.runInMountsOf(application.pid(), "mount", "-t", "tmpfs", "-o", "ro", "none", disk());
            FaultRig.awaitMemory(application);
            // At once, also if the engine is just having a look at it.
            Shell.runInMountsOf(application.pid(), "umount", "-l", disk());

            FaultRig.awaitDisk(application);
            rig.finish(application);
            // Files in use that it hid for long enough are missed as well.
            assertThat(application.told())
                    .filteredOn(line -> line.startsWith("error spillDirectory "))
                    .hasSize(1);
        }
    }

    private String disk() {
        return spill.getParent().toString();
    }

    /** A command that runs the rest of its line where the disk is a small one that nobody else sees. */
    private String[] onMount(String options) {
        String script = "mount -t tmpfs -o " + options + " none '" + disk() + "' && exec \"$@\"";
        return new String[] {"unshare", "-m", "sh", "-c", script, "sh"};
    }

    @Test
    void limitOnTheSizeOfFilesIsLivedWith() throws Exception {
        Shell.require("file size limit", "prlimit", "--fsize=100000", "true");
        try (Application application =
                rig.start(rig.launch().withPrefix("prlimit", "--fsize=100000:unlimited", "--"))) {
            FaultRig.awaitMemory(application);

            Shell.run("prlimit", "--pid", Long.toString(application.pid()), "--fsize=unlimited");

            FaultRig.awaitDisk(application);
            rig.finish(application);
            assertThat(application.told()).anyMatch(line -> line.contains("File too large"));
            assertThat(FaultRig.complaints(application)).isEqualTo(1);
        }
    }

    @Test
    void directoryThatIsDeletedIsMadeAnewAndSurvivesAKill() throws Exception {
        try (Application application = rig.start(rig.launch())) {
            FaultRig.awaitDisk(application);

            deleteAll();
            Awaitility.await().atMost(FaultRig.PATIENCE).until(() -> !segments().isEmpty());
            FaultRig.awaitDisk(application);
            rig.endpoint().awaitMessageCount(rig.endpoint().messageCount() + 2_000, FaultRig.PATIENCE);
            rig.endpoint().stop();
            application.runFor(Duration.ofMillis(100));
            rig.report(application.kill());
            FaultRig.assertQuiet(application);
        }
        rig.endpoint().restart();
        try (Application application = rig.start(rig.next())) {
            assertThat(application.awaitStart().number("recovered")).isPositive();
            rig.finish(application);
        }
    }

    private void deleteAll() throws IOException {
        // The engine may make files meanwhile.
        while (Files.exists(spill)) {
            try (Stream<Path> files = Files.walk(spill)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | UncheckedIOException e) {
                System.out.println("deleting again after " + e);
            }
        }
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".segment")).toList();
        } catch (UncheckedIOException e) {
            // The engine has removed what was listed a moment before.
            return List.of();
        }
    }

    @Test
    void failedSyncIsToldOnceAndLeadsToANewFile() throws Exception {
        Shell.require("failing sync", "strace", "-D", "-f", "-o", "/dev/null", "-e", "trace=fdatasync", "true");
        Launch launch = rig.launch()
                .withOption("sync", "100ms")
                .withPrefix(
                        "strace",
                        "-D",
                        "-f",
                        "-qq",
                        "-o",
                        "/dev/null",
                        "-e",
                        "trace=fdatasync,fsync",
                        "-e",
                        // The first ones may be of what waited in memory while the process started.
                        "inject=fdatasync:error=EIO:when=25");
        try (Application application = rig.start(launch)) {
            application.awaitLine("a sync of ");

            FaultRig.awaitDisk(application);
            rig.finish(application);
            assertThat(FaultRig.complaints(application)).isEqualTo(1);
        }
    }
}
