package dev.spillway.internal.cli;

import dev.spillway.internal.buffer.SpoolSlot;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Prints what slots hold, and whose they are. */
final class SlotListing {
    private final PrintStream out;
    private final Clock clock;

    SlotListing(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    int list(List<SpoolSlot> slots) throws IOException {
        if (slots.isEmpty()) {
            out.println("no slots: nothing was left behind");
        }
        for (SpoolSlot slot : slots) {
            list(slot);
        }
        return ExitCode.OK;
    }

    private void list(SpoolSlot slot) throws IOException {
        List<String> damaged = new ArrayList<>();
        SpoolSlot.Contents contents = slot.read(record -> {}, (file, what) -> damaged.add(file + ": " + what));
        out.println(slot.name());
        line("state", slot.isInUse() ? "in use" : "free");
        line("events", contents.events() + " in " + Amounts.count(contents.segments(), "segment"));
        if (contents.events() > 0) {
            line("oldest", time(contents.oldestMillis()));
            line("newest", time(contents.newestMillis()));
        }
        line("size", Amounts.bytes(slot.bytes()));
        line("delivered", "up to " + slot.confirmedUpTo());
        slot.identity().lines().filter(text -> !text.isBlank()).forEach(text -> {
            String[] parts = VisibleText.of(text).split(" ", 2);
            line(parts[0], parts.length > 1 ? parts[1] : "");
        });
        damaged.forEach(text -> line("damaged", text));
    }

    private String time(long millis) {
        return Instant.ofEpochMilli(millis) + ", " + Amounts.age(clock.millis() - millis) + " ago";
    }

    private void line(String what, String value) {
        out.printf("  %-13s%s%n", what, value);
    }

    /** Verifies every record. */
    int check(List<SpoolSlot> slots) throws IOException {
        int exitCode = ExitCode.OK;
        for (SpoolSlot slot : slots) {
            List<String> damaged = new ArrayList<>();
            SpoolSlot.Contents contents = slot.read(record -> {}, (file, what) -> damaged.add(file + ": " + what));
            String found = Amounts.count(contents.events(), "event") + " in "
                    + Amounts.count(contents.segments(), "segment") + ", ";
            out.println(slot.name() + ": " + found
                    + (damaged.isEmpty() ? "none damaged" : Amounts.count(damaged.size(), "damage")));
            damaged.forEach(text -> out.println("  " + text));
            exitCode = damaged.isEmpty() ? exitCode : ExitCode.TROUBLE;
        }
        if (slots.isEmpty()) {
            out.println("no slots: nothing to check");
        }
        return exitCode;
    }
}
