package dev.spillway.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Linux says of a process's memory. */
final class ResidentMemory {
    private static final Pattern ANONYMOUS = Pattern.compile("RssAnon:\\s+(\\d+) kB");

    private ResidentMemory() {}

    /** Bytes that no file stands behind, so that the kernel cannot take them back as it can mapped ones. */
    static long anonymous(long pid) throws IOException {
        Matcher found = ANONYMOUS.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
        if (!found.find()) {
            throw new IOException("this kernel does not tell RssAnon");
        }
        return Long.parseLong(found.group(1)) * 1024;
    }
}
