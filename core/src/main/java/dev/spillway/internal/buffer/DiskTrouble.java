package dev.spillway.internal.buffer;

import dev.spillway.Reporter;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is wrong with the disk, as the owner is told. Changed by one thread at a time; may be read by any. */
final class DiskTrouble {
    private final Path directory;
    private final Reporter reporter;
    private volatile @Nullable String what;

    DiskTrouble(Path directory, Reporter reporter) {
        this.directory = directory;
        this.reporter = reporter;
    }

    void begins(IOException e) {
        String now = "spillDirectory " + directory + " cannot be used: " + why(e);
        if (what == null) {
            reporter.error(
                    now + "; until that is mended events are kept in memory, which does not survive the process");
        }
        what = now;
    }

    void ends() {
        if (what != null) {
            what = null;
            reporter.info("spillDirectory " + directory + " is in use again");
        }
    }

    boolean isOver() {
        return what == null;
    }

    /** What is wrong; null if nothing is. */
    @Nullable String what() {
        return what;
    }

    static String why(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
