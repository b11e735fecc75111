package dev.spillway.internal.delivery;

import dev.spillway.internal.buffer.SpillStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Has the helper look after the buffer's disk when it is time. Confined to the pump's thread. */
final class SpillKeeper {
    private static final long RETRY_NANOS = 1_000_000_000L;
    /** How old the confirmed position on disk may be: what was confirmed since is repeated after a crash. */
    private static final long SAVE_NANOS = 10_000_000L;

    private final @Nullable SpillStatus spill;
    private final ReplayWindow window;
    private final Helper helper;
    private final long syncNanos;
    private Helper.@Nullable Answer<Boolean> running;
    private long savedNanos;
    private long maintainedNanos;
    private long syncedNanos;

    /** @param spill null if there is no disk to look after */
    SpillKeeper(@Nullable SpillStatus spill, ReplayWindow window, Helper helper, long nowNanos) {
        Duration syncInterval = spill == null ? null : spill.syncInterval();
        this.spill = spill;
        this.window = window;
        this.helper = helper;
        this.syncNanos = syncInterval == null ? Long.MAX_VALUE : syncInterval.toNanos();
        this.syncedNanos = nowNanos;
    }

    void step(long now) {
        SpillStatus disk = spill;
        if (disk == null) {
            return;
        }
        if (now - savedNanos >= SAVE_NANOS) {
            savedNanos = now;
            window.savePosition();
        }
        if (running != null && !running.isDone()) {
            return;
        }
        boolean mayTry = disk.trouble() == null || now - maintainedNanos >= RETRY_NANOS;
        boolean look = disk.needsLook() && now - maintainedNanos >= RETRY_NANOS;
        boolean maintain = look || (mayTry && disk.needsMaintenance());
        boolean sync = syncNanos != Long.MAX_VALUE && now - syncedNanos >= syncNanos;
        if (!maintain && !sync) {
            return;
        }
        maintainedNanos = maintain ? now : maintainedNanos;
        syncedNanos = sync ? now : syncedNanos;
        running = helper.ask(() -> {
            if (maintain) {
                disk.maintain();
            }
            if (sync) {
                disk.force();
            }
            return true;
        });
    }
}
