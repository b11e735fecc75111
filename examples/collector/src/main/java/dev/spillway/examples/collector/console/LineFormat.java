package dev.spillway.examples.collector.console;

import dev.spillway.examples.collector.syslog.Severity;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes an event as {@code time host program: message}, as Papertrail's own command line does. In colour the program
 * has a colour of its own and the message that of its severity. Not safe for use by several threads.
 */
final class LineFormat {

    private static final String INDENT = "    ";
    private static final String RESET = "\u001b[0m";
    private static final String DIM = "\u001b[2m";
    private static final String HOST = "\u001b[34m";
    private static final String[] PROGRAMS = {
        "\u001b[36m", "\u001b[32m", "\u001b[35m", "\u001b[96m", "\u001b[92m", "\u001b[95m", "\u001b[94m"
    };

    private final boolean color;
    private final DateTimeFormatter timeFormat;
    private long lastSecond = Long.MIN_VALUE;
    private String lastTime = "";

    LineFormat(boolean color, ZoneId zone) {
        this.color = color;
        this.timeFormat =
                DateTimeFormatter.ofPattern("MMM dd HH:mm:ss", Locale.ENGLISH).withZone(zone);
    }

    /** Appends the event and a line feed. */
    void append(StringBuilder out, SyslogEvent event) {
        appendColored(out, DIM, timeOf(event.time()));
        out.append(' ');
        appendColored(out, HOST, event.host());
        if (!event.program().isEmpty()) {
            out.append(' ');
            appendColored(out, colorOf(event.program()), event.program());
        }
        out.append(": ");
        appendColored(out, colorOf(event.severity()), event.message());
        out.append('\n');
    }

    private void appendColored(StringBuilder out, String code, String text) {
        if (!color || code.isEmpty()) {
            VisibleText.append(out, text, INDENT);
            return;
        }
        out.append(code);
        VisibleText.append(out, text, INDENT);
        out.append(RESET);
    }

    private String timeOf(Instant time) {
        if (time.getEpochSecond() != lastSecond) {
            lastTime = timeFormat.format(time);
            lastSecond = time.getEpochSecond();
        }
        return lastTime;
    }

    private static String colorOf(String program) {
        return PROGRAMS[Math.floorMod(program.hashCode(), PROGRAMS.length)];
    }

    private static String colorOf(Severity severity) {
        return switch (severity) {
            case EMERGENCY, ALERT, CRITICAL -> "\u001b[1;31m";
            case ERROR -> "\u001b[31m";
            case WARNING -> "\u001b[33m";
            case NOTICE, INFO -> "";
            case DEBUG -> DIM;
        };
    }
}
