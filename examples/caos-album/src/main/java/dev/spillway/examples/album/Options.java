package dev.spillway.examples.album;

import dev.spillway.examples.album.demo.DemoSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param port 0 takes a free one
 * @param data where albums are kept; null: in a temporary directory
 * @param endWithStdin whether the end of standard input ends the program
 */
record Options(
        boolean help,
        boolean demo,
        int port,
        String bind,
        @Nullable Path data,
        boolean endWithStdin,
        boolean crashButton,
        DemoSettings.Collector collector) {

    static final String HELP = """
            CAOS album: a web album on object storage that logs through Spillway.

            usage: java -jar caos-album.jar [options]

              --port N              port of the web pages (default 8080; 0: a free one)
              --bind ADDR           address to listen on (default 127.0.0.1)
              --data DIR            where albums are kept (default: a temporary directory, gone at the end)
              --end-with-stdin      end when standard input ends
              --crash-button        let visitors crash the process, to see that its log survives (--demo has it)
              --help                show this

              --demo                start the collector and the album together, on this machine only
              --collector JAR       the collector (default: collector.jar of this build)
              --collector-port N    port of the collector's page (default 8514)
              --tls-port N          port on which the collector takes syslog over TLS (default 6514)
              --tcp-port N          port on which it takes syslog over TCP (default 6601)
              --udp-port N          port on which it takes syslog over UDP (default 6514)

            environment:
              SPILLWAY_DESTINATION  where log events go, such as syslog+tls://logs.example.com:6514;
                                    unset: to the console only, with --demo to the collector
              SPILLWAY_CA_FILE      PEM file with the certificates to trust there (default: those of the JVM)
              SPILLWAY_SPILL_DIRECTORY  directory in which log events survive a crash;
                                    unset: they wait in memory, with --demo in a directory of the demo's
            """;

    private static final Set<String> WITH_VALUE = Set.of(
            "--port", "--bind", "--data", "--collector", "--collector-port", "--tls-port", "--tcp-port", "--udp-port");
    private static final Set<String> SWITCHES = Set.of("--help", "--demo", "--end-with-stdin", "--crash-button");

    static Options parse(List<String> words) throws UsageException {
        CommandLine line = CommandLine.parse(words, WITH_VALUE, SWITCHES);
        DemoSettings.Collector collector = new DemoSettings.Collector(
                path(line, "--collector"),
                line.port("--collector-port", 8514),
                line.port("--tls-port", 6514),
                line.port("--tcp-port", 6601),
                line.port("--udp-port", 6514));
        return new Options(
                line.has("--help"),
                line.has("--demo"),
                line.port("--port", 8080),
                line.text("--bind").orElse("127.0.0.1"),
                path(line, "--data"),
                line.has("--end-with-stdin"),
                line.has("--crash-button"),
                collector);
    }

    private static @Nullable Path path(CommandLine line, String name) throws UsageException {
        Optional<String> value = line.text(name);
        try {
            return value.map(Path::of).orElse(null);
        } catch (InvalidPathException e) {
            throw new UsageException(name + " must be a path, was " + value.orElse(""));
        }
    }
}
