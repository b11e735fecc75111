package dev.spillway.crash;

import dev.spillway.frontends.Configured;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How to start a {@link LoggingProgram}; each method returns another description.
 *
 * @param prefix a command that runs the rest of its line, such as one that enters a control group; empty for none
 */
record Launch(
        Payloads payloads,
        int threads,
        int firstThread,
        Configured frontEnd,
        List<String> prefix,
        List<String> jvm,
        List<String> options) {
    /** For an end in which everything is to be confirmed, on a busy machine too. */
    static final String PATIENT_END = "30s";

    /** The builder, two threads, a heap of 64 MB, a small replay window, quick reconnections and a patient end. */
    static Launch of(Payloads payloads, Path directory, String destination) {
        return new Launch(
                payloads,
                2,
                0,
                Configured.BUILDER,
                List.of(),
                List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                List.of(
                        "destination=" + destination,
                        "spillDirectory=" + directory,
                        "appName=crash",
                        "shutdownTimeout=" + PATIENT_END,
                        "replayWindow=1MB",
                        "reconnectionDelay=10ms",
                        "maxReconnectionDelay=50ms"));
    }

    Launch withOption(String name, String value) {
        return new Launch(payloads, threads, firstThread, frontEnd, prefix, jvm, joined(options, name + "=" + value));
    }

    Launch withJvm(String... arguments) {
        return new Launch(payloads, threads, firstThread, frontEnd, prefix, joined(jvm, arguments), options);
    }

    Launch withPrefix(String... command) {
        return new Launch(payloads, threads, firstThread, frontEnd, List.of(command), jvm, options);
    }

    /** With other threads: their numbers tell the events of one process from those of another. */
    Launch withThreads(int count, int first) {
        return new Launch(payloads, count, first, frontEnd, prefix, jvm, options);
    }

    Launch through(Configured front) {
        return new Launch(payloads, threads, firstThread, front, prefix, jvm, options);
    }

    private static List<String> joined(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(Arrays.asList(more));
        return List.copyOf(all);
    }

    Application start() throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LoggingProgram.class.getName()));
        command.addAll(List.of(
                Long.toString(payloads.seed()),
                Integer.toString(payloads.filler()),
                Integer.toString(threads),
                Integer.toString(firstThread),
                frontEnd.name()));
        command.addAll(options);
        return new Application(
                new ProcessBuilder(command).redirectErrorStream(true).start(), threads);
    }
}
