package dev.spillway.internal.cli;

import dev.spillway.internal.buffer.SpoolReader;
import dev.spillway.internal.buffer.SpoolSlot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The command {@code spool}: everything but the process around it. */
public final class SpoolCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String HELP = """
            Usage: java -jar spillway-core-cli.jar spool DIRECTORY [list]
                   java -jar spillway-core-cli.jar spool DIRECTORY cat [--slot NAME] [--raw]
                   java -jar spillway-core-cli.jar spool DIRECTORY check [--slot NAME]
                   java -jar spillway-core-cli.jar spool DIRECTORY discard [--slot NAME]
                   java -jar spillway-core-cli.jar spool DIRECTORY send DESTINATION [--slot NAME]
                        [--ca-file PEM] [--set OPTION=VALUE]... [--timeout SECONDS]

            Looks after a spillDirectory, in which applications keep events that are not delivered.

              list    shows each slot: whose it is, its events, their age, its size, its damages
              cat     prints the events that wait, one message a line, control characters as escapes
              check   verifies every record that waits
              discard removes files that could not be read and were set aside (*.damaged)
              send    delivers slots that no application uses, and removes what is delivered;
                      DESTINATION is like syslog+tls://logs.example.com:6514

              --slot NAME         this slot only
              --raw               octet-counted frames instead of lines
              --ca-file PEM       certificates to trust instead of the JVM's
              --set OPTION=VALUE  any of the engine's options, such as --set verifyHostname=false
              --timeout SECONDS   give up a slot of which nothing is confirmed for so long; 30
              --help, --version

            list, cat and check change nothing and may run while applications use the directory.

            Exit code: 0 fine; 1 something is damaged, unreadable or not delivered; 2 the command line, the
            directory, the slot or an option is wrong.
            """;

    private final Courier courier;
    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;

    public SpoolCommand(Courier courier, PrintStream out, PrintStream err, Clock clock) {
        this.courier = courier;
        this.out = out;
        this.err = err;
        this.clock = clock;
    }

    /**
     * Runs the command.
     *
     * @return the exit code
     */
    public int run(String... words) {
        try {
            return run(List.of(words));
        } catch (UsageException e) {
            err.println("spillway: " + e.getMessage());
            return ExitCode.USAGE;
        } catch (IOException e) {
            err.println("spillway: " + sentence(e));
            return ExitCode.TROUBLE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("spillway: interrupted");
            return ExitCode.TROUBLE;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private int run(List<String> words) throws UsageException, IOException, InterruptedException {
        if (words.contains("--help") || words.contains("-h")) {
            out.print(HELP);
            return ExitCode.OK;
        }
        if (words.contains("--version")) {
            String version = SpoolCommand.class.getPackage().getImplementationVersion();
            out.println("spillway " + (version == null ? "from a class path without a version" : version));
            return ExitCode.OK;
        }
        Arguments arguments = new Arguments(words);
        if (!"spool".equals(arguments.operand(0)) || arguments.operand(1) == null) {
            throw new UsageException(
                    "expected is: spool DIRECTORY [list | cat | check | discard | send DESTINATION]; see --help");
        }
        String action = arguments.operand(2) == null ? "list" : arguments.operand(2);
        return switch (action) {
            case "list" -> {
                arguments.allowOnly(action, 3);
                yield new SlotListing(out, clock).list(slots(arguments));
            }
            case "check" -> {
                arguments.allowOnly(action, 3, "--slot");
                yield new SlotListing(out, clock).check(slots(arguments));
            }
            case "cat" -> {
                arguments.allowOnly(action, 3, "--slot", "--raw");
                yield new EventPrinter(out, err).print(slots(arguments), arguments.has("--raw"));
            }
            case "discard" -> {
                arguments.allowOnly(action, 3, "--slot");
                yield discard(slots(arguments));
            }
            case "send" -> send(arguments);
            default ->
                throw new UsageException(
                        "\"" + action + "\" is no action; allowed is list, cat, check, discard or send; see --help");
        };
    }

    private int discard(List<SpoolSlot> slots) throws IOException {
        int count = 0;
        for (SpoolSlot slot : slots) {
            for (String file : slot.discard()) {
                out.println("removed " + slot.name() + "/" + file);
                count++;
            }
        }
        if (count == 0) {
            out.println("nothing was set aside");
        }
        return ExitCode.OK;
    }

    private int send(Arguments arguments) throws UsageException, InterruptedException {
        arguments.allowOnly("send", 4, "--slot", "--ca-file", "--set", "--timeout");
        String destination = arguments.operand(3);
        if (destination == null) {
            throw new UsageException("send needs a destination such as syslog+tls://logs.example.com:6514");
        }
        Map<String, String> options = options(arguments);
        options.put("destination", destination);
        try {
            courier.check(options);
        } catch (IllegalArgumentException e) {
            throw new UsageException(sentence(e));
        }
        List<SpoolSlot> slots = slots(arguments);
        if (slots.isEmpty()) {
            out.println("no slots: nothing to send");
        }
        SlotDelivery delivery = new SlotDelivery(courier, out, err, options, patience(arguments));
        return delivery.deliver(directory(arguments), slots, arguments.value("--slot") != null);
    }

    private static Map<String, String> options(Arguments arguments) throws UsageException {
        Map<String, String> options = new LinkedHashMap<>();
        for (String setting : arguments.all("--set")) {
            int equals = setting.indexOf('=');
            if (equals <= 0) {
                throw new UsageException("--set is \"" + setting + "\"; allowed is OPTION=VALUE");
            }
            options.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        String caFile = arguments.value("--ca-file");
        if (caFile != null) {
            options.put("caFile", caFile);
        }
        return options;
    }

    private static Duration patience(Arguments arguments) throws UsageException {
        String seconds = arguments.value("--timeout");
        if (seconds == null) {
            return PATIENCE;
        }
        if (!seconds.matches("[1-9][0-9]{0,5}")) {
            throw new UsageException("--timeout is \"" + seconds + "\"; allowed is a number of seconds, 1 to 999999");
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    private static Path directory(Arguments arguments) throws UsageException {
        String directory = String.valueOf(arguments.operand(1));
        try {
            return Path.of(directory).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new UsageException("\"" + directory + "\" is not a path");
        }
    }

    private static List<SpoolSlot> slots(Arguments arguments) throws UsageException {
        try {
            return chosen(new SpoolReader(directory(arguments)).slots(), arguments.value("--slot"));
        } catch (IOException e) {
            throw new UsageException(sentence(e));
        }
    }

    private static List<SpoolSlot> chosen(List<SpoolSlot> slots, @Nullable String name) throws UsageException {
        if (name == null) {
            return slots;
        }
        List<SpoolSlot> chosen =
                slots.stream().filter(slot -> slot.name().equals(name)).toList();
        if (chosen.isEmpty()) {
            String there = slots.stream().map(SpoolSlot::name).collect(Collectors.joining(", "));
            throw new UsageException("there is no slot " + name + "; "
                    + (there.isEmpty() ? "there is none at all" : "there are " + there));
        }
        return chosen;
    }

    private static String sentence(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
