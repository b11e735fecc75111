package dev.spillway.internal.buffer;

import dev.spillway.Reporter;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the disk, as the owner is told: the first failure at once, then one message a minute while there are
 * more, and the recovery. A disk that fills and frees itself every second is told of no more often than one that stays
 * full. Changed by one thread at a time; may be read by any.
 */
final class DiskTrouble {
    private static final long REPEAT_NANOS = 60_000_000_000L;

    private final Path directory;
    private final LongSupplier nanos;
    private final Reporter reporter;
    private boolean hasTold;
    private long toldNanos;
    /** Trouble was told of and its end was not. */
    private boolean toldTrouble;

    private volatile @Nullable String what;

    DiskTrouble(Path directory, LongSupplier nanos, Reporter reporter) {
        this.directory = directory;
        this.nanos = nanos;
        this.reporter = reporter;
    }

    void begins(IOException e) {
        String now = "spillDirectory " + directory + " cannot be used: " + why(e);
        what = now;
        if (!hasTold || nanos.getAsLong() - toldNanos >= REPEAT_NANOS) {
            hasTold = true;
            toldTrouble = true;
            toldNanos = nanos.getAsLong();
            reporter.error(
                    now + "; until that is mended events are kept in memory, which does not survive the process");
        }
    }

    void ends() {
        what = null;
        if (toldTrouble) {
            toldTrouble = false;
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
        if (e instanceof AccessDeniedException denied) {
            return "access to " + denied.getFile() + " is denied";
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " is not there";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
