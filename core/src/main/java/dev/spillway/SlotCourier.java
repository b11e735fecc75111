package dev.spillway;

import dev.spillway.internal.buffer.SlotDisk;
import dev.spillway.internal.buffer.SpillOwner;
import dev.spillway.internal.buffer.SpillSettings;
import dev.spillway.internal.cli.Courier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts engines on slots that others left behind: an engine that may read its slot and delete there, but not write. */
final class SlotCourier implements Courier {
    private static final String NAME = "spool";

    @Override
    public void check(Map<String, String> options) {
        builder(options).settings();
    }

    private static SpillwayBuilder builder(Map<String, String> options) {
        SpillwayBuilder builder = Spillway.builder().name(NAME);
        options.forEach(builder::set);
        return builder;
    }

    @Override
    public @Nullable Spillway open(Path spillDirectory, String slot, Map<String, String> options, Reporter reporter)
            throws IOException {
        SlotDisk disk = new SlotDisk(spillDirectory, slot);
        disk.ownDirectory(spillDirectory);
        disk.ownDirectory(spillDirectory.resolve(slot));
        Settings settings = builder(options).settings();
        // With a limit of nothing no file is made: the engine's own warnings are kept in memory.
        SpillSettings spill = new SpillSettings(spillDirectory, 0, 0, null);
        String identity = SlotDisk.identityOf(slot);
        long now = System.currentTimeMillis();
        Spillway engine = new Spillway(
                settings,
                NAME,
                () -> identity,
                reporter,
                OwnersEnd.SILENT,
                relay -> new SpillOwner(disk, spill, identity, "", now, System::nanoTime, relay));
        if (disk.isTaken()) {
            return engine;
        }
        engine.close();
        return null;
    }
}
