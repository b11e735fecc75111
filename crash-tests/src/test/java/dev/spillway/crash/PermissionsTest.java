package dev.spillway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.StrayThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process that lets others do anything with the files that it makes, as its umask says. */
final class PermissionsTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = StrayThreads.named("testkit");

    private static final int LOOKS = 200;

    @TempDir
    private Path directory;

    @Test
    void everyFileIsOursAloneFromBirthWhateverTheUmask() throws Exception {
        Path made = directory.resolve("made");
        try (FaultRig rig = new FaultRig(made.resolve("with").resolve("spill"), 2)) {
            Launch launch = rig.launch().withPrefix("sh", "-c", "umask 000; exec \"$@\"", "sh");
            List<Path> seen = new ArrayList<>();
            try (Application application = rig.start(launch)) {
                // Files come and go meanwhile, so each look may meet one that has just been made.
                for (int look = 0; look < LOOKS; look++) {
                    assertOursAlone(made, seen);
                    application.runFor(Duration.ofMillis(2));
                }
                FaultRig.awaitDisk(application);
                rig.report(application.kill());
            }
            assertOursAlone(made, seen);
            assertThat(seen)
                    .extracting(path -> String.valueOf(path.getFileName()))
                    .contains("made", "with", "spill", "lock", "identity", "position")
                    .anyMatch(name -> name.endsWith(".segment"));
            try (Application application =
                    rig.start(rig.next().withPrefix(launch.prefix().toArray(String[]::new)))) {
                rig.finish(application);
            }
        }
    }

    private static void assertOursAlone(Path path, List<Path> seen) throws IOException {
        try {
            boolean isDirectory = Files.isDirectory(path);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .as("%s", path)
                    .isEqualTo(isDirectory ? "rwx------" : "rw-------");
            seen.add(path);
            if (isDirectory) {
                try (var files = Files.newDirectoryStream(path)) {
                    for (Path file : files) {
                        assertOursAlone(file, seen);
                    }
                }
            }
        } catch (NoSuchFileException e) {
            // Not made yet, or deleted since it was listed.
        }
    }
}
