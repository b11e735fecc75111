package dev.spillway;

import dev.spillway.internal.cli.SpoolCommand;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** The process of the {@code cli} jar. Messages are UTF-8, so what is printed is too, whatever the terminal. */
final class SpillwayCommand {
    private static final int STREAM_BYTES = 64 * 1024;

    private SpillwayCommand() {}

    /** Runs the command and ends the process. */
    public static void main(String[] words) {
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        System.exit(new SpoolCommand(new SlotCourier(), out, err, Clock.systemUTC()).run(words));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), STREAM_BYTES),
                descriptor == FileDescriptor.err,
                StandardCharsets.UTF_8);
    }
}
