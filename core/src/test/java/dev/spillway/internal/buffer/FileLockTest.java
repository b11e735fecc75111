package dev.spillway.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks that hold against other processes, whatever happens in this one. */
final class FileLockTest {
    private static final int FREE = 10;
    private static final int TAKEN = 11;

    @TempDir
    private Path directory;

    @Test
    void aSecondAttemptInThisProcessDoesNotLetGoOfTheFirstLock() throws Exception {
        FileSystemDisk disk = new FileSystemDisk();
        Path file = directory.resolve("lock");
        try (Closeable held = disk.lock(file)) {
            assertThat(held).isNotNull();
            assertThat(disk.lock(file)).isNull();
            assertThat(new FileSystemDisk().lock(file)).isNull();

            assertThat(anotherProcessFinds(file)).isEqualTo(TAKEN);
        }
        assertThat(anotherProcessFinds(file)).isEqualTo(FREE);
        try (Closeable again = disk.lock(file)) {
            assertThat(again).isNotNull();
        }
    }

    private static int anotherProcessFinds(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Attempt.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Tries a lock and tells by its exit value. */
    static final class Attempt {
        private Attempt() {}

        public static void main(String[] args) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
                System.exit(channel.tryLock() == null ? TAKEN : FREE);
            }
        }
    }
}
