package dev.spillway.examples.collector;

import dev.spillway.examples.collector.access.Access;
import dev.spillway.examples.collector.activity.Activity;
import dev.spillway.examples.collector.activity.Admission;
import dev.spillway.examples.collector.activity.Pulse;
import dev.spillway.examples.collector.activity.SystemRules;
import dev.spillway.examples.collector.api.AlertSearch;
import dev.spillway.examples.collector.api.AlertSender;
import dev.spillway.examples.collector.api.Alerts;
import dev.spillway.examples.collector.api.Catalog;
import dev.spillway.examples.collector.api.Dashboard;
import dev.spillway.examples.collector.api.PapertrailApi;
import dev.spillway.examples.collector.intake.DatagramListener;
import dev.spillway.examples.collector.intake.EventSink;
import dev.spillway.examples.collector.intake.HttpIntake;
import dev.spillway.examples.collector.intake.Intake;
import dev.spillway.examples.collector.intake.Limits;
import dev.spillway.examples.collector.intake.Notices;
import dev.spillway.examples.collector.intake.StreamListener;
import dev.spillway.examples.collector.intake.Tokens;
import dev.spillway.examples.collector.log.EventLog;
import dev.spillway.examples.collector.log.Replays;
import dev.spillway.examples.collector.mail.Mailer;
import dev.spillway.examples.collector.page.EventStream;
import dev.spillway.examples.collector.page.LatestEvents;
import dev.spillway.examples.collector.page.PageContext;
import dev.spillway.examples.collector.page.PageSearch;
import dev.spillway.examples.collector.page.PageServer;
import dev.spillway.examples.collector.store.EventIndex;
import dev.spillway.examples.collector.store.StoredEvent;
import dev.spillway.examples.collector.syslog.SyslogParser;
import dev.spillway.examples.collector.tls.CertificateStore;
import dev.spillway.examples.collector.tls.ServerNames;
import dev.spillway.examples.collector.tls.TlsIdentity;
import dev.spillway.examples.collector.web.Json;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A running collector: three syslog ports, one for HTTP with the page, and the log behind them. Safe for use by many threads. */
public final class Collector implements AutoCloseable {

    private static final int BACKLOG = 128;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CollectorSettings settings;
    private final Notices notices;
    private final LatestEvents latest = new LatestEvents();
    private final Activity activity = new Activity();
    private final TlsIdentity identity;
    private final EventIndex index;
    private final StreamListener tls;
    private final StreamListener tcp;
    private final DatagramListener udp;
    private final PageServer page;
    private final Access access;

    private Collector(CollectorSettings settings, EventSink events, Notices notices) throws StartException {
        this.settings = settings;
        this.notices = notices;
        SyslogParser parser = new SyslogParser(Clock.system(ZoneId.systemDefault()));
        try {
            identity = openCertificates();
            EventLog log = keep(openLog());
            access = opened(() -> Access.open(settings.access(), settings.data(), Clock.systemUTC()));
            SystemRules rules =
                    opened(() -> SystemRules.open(settings.data().resolve("systems.json"), Clock.systemUTC()));
            Replays replays = new Replays();
            recall(log, parser, replays, rules);
            index = keep(openIndex(log, parser));
            recallSystems();
            Admission admission = openAdmission(rules);
            Intake intake = new Intake(
                    parser,
                    new LoggedEvents(log, replays, event -> show(event, rules), events),
                    new Tokens(settings.senders().tokens()),
                    admission,
                    notices,
                    Limits.defaults().withIdle(settings.senders().idle()));
            AlertSender sender = new AlertSender(ZoneId.systemDefault(), this::pageAddress, mailer());
            Catalog catalog = opened(() -> Catalog.open(settings.data().resolve("catalog.json")));
            AlertSearch alerted = new AlertSearch(index, catalog, rules);
            PapertrailApi api = new PapertrailApi(index, catalog, sender, alerted, ZoneId.systemDefault());
            Dashboard dashboard = new Dashboard(activity, rules, admission, index, catalog, Clock.systemUTC());
            page = keep(PageServer.start(
                    settings.bind(),
                    settings.ports().http(),
                    identity.context(),
                    new EventStream(latest, log, index, dashboard::hostsOf, rules::isMuted, access::isAllowed),
                    routes -> addPaths(routes, new HttpIntake(intake), api, dashboard)));
            keep(Alerts.start(alerted, catalog, sender, settings.alertPace(), notices::tell));
            tls = keep(StreamListener.start("tls", bindTls(), intake));
            tcp = keep(StreamListener.start("tcp", bindTcp(), intake));
            udp = keep(startUdp(intake));
        } catch (StartException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a collector. All its ports are bound when this returns.
     *
     * @param events takes every event; while it waits, the connection that brought the event waits too
     * @param notices told of certificates that were made and of senders that were refused
     * @throws StartException if a port is taken or the data directory cannot be used; nothing is left running then
     */
    public static Collector start(CollectorSettings settings, EventSink events, Notices notices) throws StartException {
        return new Collector(settings, events, notices);
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    private void addPaths(RoutesConfig routes, HttpIntake intake, PapertrailApi api, Dashboard dashboard) {
        Json.addRefusals(routes);
        access.addTo(routes, path -> PageServer.isFile(path) || path.startsWith("/v1/"));
        intake.addTo(routes);
        api.addTo(routes);
        dashboard.addTo(routes);
        new PageSearch(index, dashboard::hostsOf).addTo(routes);
        new PageContext(index).addTo(routes);
    }

    private @Nullable Mailer mailer() {
        return settings.mail() == null ? null : new Mailer(settings.mail(), Clock.systemUTC());
    }

    /** Opens what is kept in a file of the data directory. */
    private <T> T opened(Opening<T> opening) throws StartException {
        try {
            return opening.open();
        } catch (IOException e) {
            throw new StartException("--data " + settings.data() + ": a file there cannot be used (" + e + ").", e);
        }
    }

    @FunctionalInterface
    private interface Opening<T> {
        T open() throws IOException;
    }

    private EventLog openLog() throws StartException {
        Path directory = settings.data().resolve("log");
        try {
            PrivateDirectory.create(directory);
            return EventLog.open(directory, settings.log(), Clock.systemUTC(), notices::tell);
        } catch (IOException e) {
            throw new StartException("--data " + settings.data() + ": the log cannot be kept there (" + e + ").", e);
        }
    }

    private EventIndex openIndex(EventLog log, SyslogParser parser) throws StartException {
        try {
            return EventIndex.start(
                    settings.data().resolve("index"), log, parser, settings.store(), Clock.systemUTC(), notices::tell);
        } catch (IOException e) {
            throw new StartException("--data " + settings.data() + ": the index cannot be kept there (" + e + ").", e);
        }
    }

    private void show(StoredEvent stored, SystemRules rules) {
        activity.add(stored.event());
        if (!rules.isMuted(stored.event().host())) {
            latest.add(stored);
        }
    }

    /** Shows on the page what was received last before this start, and knows what would come a second time. */
    private void recall(EventLog log, SyslogParser parser, Replays replays, SystemRules rules) throws StartException {
        try {
            new Recollection(log, parser, replays)
                    .replay(
                            stored -> activity.add(stored.event()),
                            stored -> {
                                if (!rules.isMuted(stored.event().host())) {
                                    latest.recall(stored);
                                }
                            },
                            notices);
        } catch (IOException e) {
            throw new StartException("--data " + settings.data() + ": its log cannot be read (" + e + ").", e);
        }
    }

    /** Knows the systems that spoke longer ago than the log's last part. */
    private void recallSystems() throws StartException {
        List<StoredEvent> newest = opened(index::newestOfEachSystem);
        newest.forEach(
                stored -> activity.seen(stored.event().host(), stored.event().received()));
    }

    /** From the first start on that refuses unknown systems, known are those that have spoken before. */
    private Admission openAdmission(SystemRules rules) throws StartException {
        boolean onlyKnown = settings.senders().onlyKnown();
        Admission admission = new Admission(onlyKnown, rules, Clock.systemUTC(), notices::tell);
        if (onlyKnown) {
            List<String> spoken =
                    activity.systems(Instant.now()).stream().map(Pulse::name).toList();
            opened(() -> {
                rules.addKnown(spoken);
                return rules;
            });
        }
        return admission;
    }

    private TlsIdentity openCertificates() throws StartException {
        ServerNames names = ServerNames.ofThisMachine(settings.bind());
        try {
            return new CertificateStore(settings.data(), names, Clock.systemUTC(), notices::tell).open();
        } catch (IOException | GeneralSecurityException e) {
            throw new StartException(
                    "--data " + settings.data() + ": certificates cannot be kept there (" + e + ").", e);
        }
    }

    private ServerSocket bindTls() throws StartException {
        try {
            return identity.context()
                    .getServerSocketFactory()
                    .createServerSocket(settings.ports().tls(), BACKLOG, settings.bind());
        } catch (IOException e) {
            throw StartException.port("--tls-port", settings.ports().tls(), settings.bind(), e);
        }
    }

    private ServerSocket bindTcp() throws StartException {
        try {
            return new ServerSocket(settings.ports().tcp(), BACKLOG, settings.bind());
        } catch (IOException e) {
            throw StartException.port("--tcp-port", settings.ports().tcp(), settings.bind(), e);
        }
    }

    private DatagramListener startUdp(Intake intake) throws StartException {
        try {
            return DatagramListener.start(
                    new DatagramSocket(new InetSocketAddress(
                            settings.bind(), settings.ports().udp())),
                    intake);
        } catch (IOException e) {
            throw StartException.port("--udp-port", settings.ports().udp(), settings.bind(), e);
        }
    }

    /** Port of syslog over TLS. */
    public int tlsPort() {
        return tls.port();
    }

    /** Port of syslog over plain TCP. */
    public int tcpPort() {
        return tcp.port();
    }

    /** Port of syslog over UDP. */
    public int udpPort() {
        return udp.port();
    }

    /** Port of HTTP and HTTPS: the page, and the intake of requests. */
    public int httpPort() {
        return page.port();
    }

    /** Address of the page, for a browser on this machine. */
    public String pageAddress() {
        InetAddress bind = settings.bind();
        String host = bind.isAnyLocalAddress() ? "127.0.0.1" : bind.getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + page.port() + "/";
    }

    /** Code with which the password may be chosen on the page; empty unless it still has to be. */
    public Optional<String> setupCode() {
        return access.setupCode();
    }

    /** The file with the token of the API. */
    public Path apiTokenFile() {
        return settings.data().resolve("api-token");
    }

    /** Certificate authority by which senders trust the TLS port, PEM. */
    public Path caFile() {
        return identity.caFile();
    }

    /** Finds what was received, as far as it is searchable. */
    public EventIndex index() {
        return index;
    }

    /** Events received since the start. */
    public long received() {
        return latest.received();
    }

    /** Ends connections in order where senders play along, frees all ports and ends every thread, within a second. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                notices.tell("A part of the collector could not be closed (" + e + ").");
            }
        }
    }
}
