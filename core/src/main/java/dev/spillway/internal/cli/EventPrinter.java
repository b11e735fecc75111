package dev.spillway.internal.cli;

import dev.spillway.internal.buffer.SpoolRecord;
import dev.spillway.internal.buffer.SpoolSlot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Prints messages: one a line, or as frames for another program. */
final class EventPrinter {
    private final PrintStream out;
    private final PrintStream err;
    private boolean damaged;

    EventPrinter(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** @param raw octet-counted frames (RFC 6587 section 3.4.1) instead of lines */
    int print(List<SpoolSlot> slots, boolean raw) throws IOException {
        for (SpoolSlot slot : slots) {
            slot.read(raw ? this::frame : this::line, (file, what) -> {
                damaged = true;
                err.println("spillway: " + slot.name() + "/" + file + ": " + what);
            });
        }
        out.flush();
        return damaged ? ExitCode.TROUBLE : ExitCode.OK;
    }

    private void line(SpoolRecord found) {
        out.println(VisibleText.of(found.message()));
    }

    private void frame(SpoolRecord found) {
        byte[] length = (found.message().length + " ").getBytes(StandardCharsets.US_ASCII);
        out.write(length, 0, length.length);
        out.write(found.message(), 0, found.message().length);
    }
}
