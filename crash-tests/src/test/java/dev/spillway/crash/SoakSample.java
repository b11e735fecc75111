package dev.spillway.crash;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.spillway.SpillwayStats;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the application of a soak held at one moment.
 *
 * @param second since its start
 * @param descriptors open files and sockets
 * @param threads live ones
 * @param heap bytes that were left after a collection
 * @param direct bytes of direct buffers
 * @param mapped bytes of mapped files
 * @param resident bytes of memory that the kernel gave the process, mapped files included
 * @param pending events that waited or were not confirmed
 */
record SoakSample(
        long second, long descriptors, long threads, long heap, long direct, long mapped, long resident, long pending) {
    static final String HEADER = "second,descriptors,threads,heap,direct,mapped,resident,pending,fault";

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    /** Collects garbage, and says what is left. */
    static String line(long second, SpillwayStats stats) {
        System.gc();
        return ProgramLine.of("stats", stats) + " second=" + second + " descriptors=" + descriptorsOpen() + " threads="
                + ManagementFactory.getThreadMXBean().getThreadCount() + " heap="
                + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + " mapped=" + mappedBytes()
                + " resident=" + residentBytes();
    }

    private static long descriptorsOpen() {
        return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                .getOpenFileDescriptorCount();
    }

    private static long mappedBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("mapped"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** 0 where there is no Linux to tell. */
    private static long residentBytes() {
        try {
            Matcher found = RESIDENT.matcher(Files.readString(Path.of("/proc/self/status")));
            return found.find() ? Long.parseLong(found.group(1)) * 1024 : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    static SoakSample of(ProgramLine line) {
        return new SoakSample(
                line.number("second"),
                line.number("descriptors"),
                line.number("threads"),
                line.number("heap"),
                line.number("direct"),
                line.number("mapped"),
                line.number("resident"),
                line.number("pending"));
    }

    /** A line of a table with {@link #HEADER}, up to the name of the fault that began in this second. */
    String csv() {
        return second + "," + descriptors + "," + threads + "," + heap + "," + direct + "," + mapped + "," + resident
                + "," + pending;
    }
}
