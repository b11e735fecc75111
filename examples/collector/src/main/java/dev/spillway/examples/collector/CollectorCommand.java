package dev.spillway.examples.collector;

import dev.spillway.examples.collector.console.ColorMode;
import dev.spillway.examples.collector.console.ConsolePrinter;
import dev.spillway.examples.collector.console.ThrottledNotices;
import dev.spillway.examples.collector.intake.EventSink;
import dev.spillway.examples.collector.log.LogSettings;
import dev.spillway.examples.collector.store.StoreSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: starts a collector and prints what arrives until it is ended by a signal. */
@Command(
        name = "collector",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description =
                "Receives syslog over TLS, TCP, UDP and HTTP, keeps it in a log, prints it and shows the latest on a page.",
        footer = {
            "",
            "Each option can also be set by a variable of the environment, --http-port by COLLECTOR_HTTP_PORT.",
            "A port of 0 stands for any free one. Exit code 2: an option cannot be used."
        })
@SuppressWarnings("NullAway.Init") // picocli sets every field before it calls
public final class CollectorCommand implements Callable<Integer> {

    private static final Duration ALERT_PACE = Duration.ofMinutes(1);
    private static final long LONGEST_CLOSE_MILLIS = 600;

    /** Warns at every start of modules that only other uses of it profit from. Held, or its level would be forgotten. */
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--tls-port",
            converter = PortConverter.class,
            paramLabel = "N",
            defaultValue = "6514",
            description = "syslog over TLS (${DEFAULT-VALUE})")
    private int tlsPort;

    @Option(
            names = "--tcp-port",
            converter = PortConverter.class,
            paramLabel = "N",
            defaultValue = "6601",
            description = "syslog over plain TCP (${DEFAULT-VALUE})")
    private int tcpPort;

    @Option(
            names = "--udp-port",
            converter = PortConverter.class,
            paramLabel = "N",
            defaultValue = "6514",
            description = "syslog over UDP (${DEFAULT-VALUE})")
    private int udpPort;

    @Option(
            names = "--http-port",
            converter = PortConverter.class,
            paramLabel = "N",
            defaultValue = "8514",
            description = "the page and syslog over HTTP, either of them also by HTTPS (${DEFAULT-VALUE})")
    private int httpPort;

    @Option(
            names = "--bind",
            paramLabel = "ADDR",
            defaultValue = "127.0.0.1",
            description = "address of all ports (${DEFAULT-VALUE})")
    private InetAddress bind;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "collector-data",
            description = "where its certificates, log and index are kept (${DEFAULT-VALUE})")
    private Path data;

    @Option(
            names = "--sync",
            converter = SyncConverter.class,
            paramLabel = "WHEN",
            defaultValue = "os",
            description = "when the log is forced to the disk: os, or an interval such as 500ms (${DEFAULT-VALUE})")
    private Duration sync;

    @Option(
            names = "--keep",
            converter = DurationConverter.class,
            paramLabel = "TIME",
            defaultValue = "7d",
            description = "how long the log is kept (${DEFAULT-VALUE})")
    private Duration keep;

    @Option(
            names = "--keep-size",
            converter = SizeConverter.class,
            paramLabel = "SIZE",
            defaultValue = "2GB",
            description = "how large the log may become, the oldest goes first (${DEFAULT-VALUE})")
    private long keepSize;

    @Option(
            names = "--searchable",
            converter = DurationConverter.class,
            paramLabel = "TIME",
            defaultValue = "48h",
            description = "how far back searches look (${DEFAULT-VALUE})")
    private Duration searchable;

    @Option(
            names = "--monthly",
            converter = SizeConverter.class,
            paramLabel = "SIZE",
            defaultValue = "100MB",
            description = "how much text a month may bring before a notice (${DEFAULT-VALUE})")
    private long monthly;

    @Mixin
    private SenderOptions senders;

    @Mixin
    private LoginOptions login;

    @Mixin
    private MailOptions mail;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private ColorMode color;

    @Option(names = "--quiet", fallbackValue = "true", description = "do not print what arrives")
    private boolean quiet;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this and exit")
    @SuppressWarnings("UnusedVariable") // declares the option, picocli acts on it
    private boolean help;

    /** Runs until a signal ends the process; exits with 2 when an option cannot be used. */
    public static void main(String[] args) {
        LUCENE.setLevel(Level.SEVERE);
        CommandLine command = new CommandLine(new CollectorCommand());
        EnvironmentDefaults environment = new EnvironmentDefaults(System.getenv());
        command.setDefaultValueProvider(environment);
        command.setParameterExceptionHandler((e, words) -> explain(e, words, environment));
        command.setCaseInsensitiveEnumValuesAllowed(true);
        int exitCode = command.execute(args);
        if (exitCode != CommandLine.ExitCode.OK) {
            System.exit(exitCode);
        }
    }

    private static int explain(ParameterException e, String[] words, EnvironmentDefaults environment) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("collector: " + e.getMessage() + environment.originOf(e.getArgSpec(), List.of(words)));
        err.println("Try --help.");
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        ThrottledNotices notices =
                new ThrottledNotices(sentence -> err.println("collector: " + sentence), Clock.systemUTC());
        ConsolePrinter printer =
                ConsolePrinter.start(new FileOutputStream(FileDescriptor.out), charset(), color.isOn());
        EventSink events = quiet ? event -> {} : printer::print;
        try {
            Collector collector = Collector.start(settings(), events, notices::tell);
            announce(collector, printer);
            endAtSignal(collector, printer);
            return CommandLine.ExitCode.OK;
        } catch (StartException e) {
            printer.close();
            err.println("collector: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    private void announce(Collector collector, ConsolePrinter printer) {
        String setup = collector.setupCode().map(code -> "#setup=" + code).orElse("");
        printer.printLine("collector ready: page " + collector.pageAddress() + setup + " tls " + collector.tlsPort()
                + " tcp " + collector.tcpPort() + " udp " + collector.udpPort());
        printer.printLine("collector: senders trust the TLS port by " + collector.caFile());
        printer.printLine("collector: clients of Papertrail's API show the token in " + collector.apiTokenFile());
        if (!setup.isEmpty()) {
            printer.printLine("collector: open the page at the address above to choose its password, which needs the"
                    + " code in it, also in " + data.resolve("setup-code"));
        }
        if (login.isOff()) {
            printer.printLine("collector: everyone on this machine can read here, as --no-login has it");
        }
        if (!bind.isLoopbackAddress() && !senders.needTokens()) {
            printer.printLine(
                    "collector: anyone who reaches " + bind.getHostAddress() + " can send here; --tokens changes that");
        }
    }

    /** The listeners' threads keep the process alive; a signal closes everything within a second. */
    private static void endAtSignal(Collector collector, ConsolePrinter printer) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            Thread closer = new Thread(collector::close, "collector-close");
                            closer.setDaemon(true);
                            closer.start();
                            try {
                                closer.join(LONGEST_CLOSE_MILLIS);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            printer.close();
                        },
                        "collector-shutdown"));
    }

    private CollectorSettings settings() throws StartException {
        return new CollectorSettings(
                bind,
                new CollectorSettings.Ports(tlsPort, tcpPort, udpPort, httpPort),
                data,
                LogSettings.defaults().withSync(sync),
                new StoreSettings(keep, keepSize, searchable, monthly),
                senders.read(),
                login.read(bind),
                mail.read(),
                ALERT_PACE);
    }

    /** The terminal's own encoding where the JVM knows it, but never one that has ASCII only. */
    private static Charset charset() {
        String name = System.getProperty("stdout.encoding", "");
        if (name.isEmpty() || !Charset.isSupported(name)) {
            return StandardCharsets.UTF_8;
        }
        Charset charset = Charset.forName(name);
        return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }
}
