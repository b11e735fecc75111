package dev.spillway.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A control group with little memory, of Linux's first or second kind; removed when closed. */
final class MemoryGroup implements AutoCloseable {
    private static final Path SECOND_KIND = Path.of("/sys/fs/cgroup");
    private static final Path FIRST_KIND = Path.of("/sys/fs/cgroup/memory");
    private static final Pattern KILLS = Pattern.compile("oom_kill (\\d+)");

    private final Path directory;
    private final boolean firstKind;

    private MemoryGroup(Path directory, boolean firstKind) {
        this.directory = directory;
        this.firstKind = firstKind;
    }

    /** A new group; null where this process may not make one. */
    static MemoryGroup limitedTo(long bytes) {
        boolean firstKind = Files.isDirectory(FIRST_KIND);
        Path parent = firstKind ? FIRST_KIND : SECOND_KIND;
        Path directory =
                parent.resolve("spillway-crash-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(directory);
        } catch (IOException e) {
            return null;
        }
        MemoryGroup group = new MemoryGroup(directory, firstKind);
        try {
            String limit = firstKind ? "memory.limit_in_bytes" : "memory.max";
            Files.writeString(directory.resolve(limit), Long.toString(bytes));
            Path swap = directory.resolve("memory.swap.max");
            if (Files.exists(swap)) {
                Files.writeString(swap, "0");
            }
            return group;
        } catch (IOException e) {
            group.close();
            return null;
        }
    }

    /** A command that enters the group and then becomes the command that follows it. */
    String[] entering() {
        return new String[] {"sh", "-c", "echo $$ > " + directory.resolve("cgroup.procs") + " && exec \"$@\"", "sh"};
    }

    /** How many processes of the group the kernel has killed for memory. */
    int kills() throws IOException {
        Path events = directory.resolve(firstKind ? "memory.oom_control" : "memory.events");
        Matcher kills = KILLS.matcher(Files.readString(events));
        return kills.find() ? Integer.parseInt(kills.group(1)) : 0;
    }

    @Override
    public void close() {
        directory.toFile().delete();
    }
}
