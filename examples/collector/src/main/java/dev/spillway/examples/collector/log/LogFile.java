package dev.spillway.examples.collector.log;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of the log, such as {@code events-0000000000033554432.log}: eight bytes {@code SPWYLOG1}, then records. The
 * number is the position in the log at which the file begins.
 */
record LogFile(Path path, long base) {

    static final byte[] MAGIC = {'S', 'P', 'W', 'Y', 'L', 'O', 'G', '1'};

    private static final Pattern NAME = Pattern.compile("events-(\\d{19})\\.log");

    static LogFile of(Path directory, long base) {
        return new LogFile(directory.resolve(String.format(Locale.ROOT, "events-%019d.log", base)), base);
    }

    /** The directory's files, oldest first; what is named otherwise is not ours. */
    static List<LogFile> list(Path directory) throws IOException {
        List<LogFile> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                Matcher name = NAME.matcher(entry.getFileName().toString());
                if (name.matches()) {
                    files.add(new LogFile(entry, Long.parseLong(name.group(1))));
                }
            }
        }
        files.sort(Comparator.comparingLong(LogFile::base));
        return files;
    }

    /** Position behind the file's last byte. */
    long end() throws IOException {
        return base + Files.size(path);
    }
}
