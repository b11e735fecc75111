package dev.spillway.examples.collector;

import static org.awaitility.Awaitility.await;

import dev.spillway.examples.collector.access.AccessSettings;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector on free ports that remembers what it received and what it told. */
public final class RunningCollector implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<SyslogEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final Collector collector;

    /** Asks for a password, which nobody has chosen yet. */
    public RunningCollector(Path data, String... tokens) throws StartException {
        this(data, AccessSettings.defaults(), tokens);
    }

    /** Whose page asks for no password. */
    public static RunningCollector withoutLogin(Path data) throws StartException {
        return new RunningCollector(data, AccessSettings.open());
    }

    public RunningCollector(Path data, AccessSettings access, String... tokens) throws StartException {
        this(CollectorSettings.of(InetAddress.getLoopbackAddress(), new CollectorSettings.Ports(0, 0, 0, 0), data)
                .withSenders(new SenderSettings(List.of(tokens), false, Duration.ZERO))
                .withAccess(access)
                .withAlertPace(Duration.ofMillis(100)));
    }

    RunningCollector(CollectorSettings settings) throws StartException {
        collector = Collector.start(settings, events::add, notices::add);
    }

    public Collector collector() {
        return collector;
    }

    public List<String> messages() {
        return events.stream().map(SyslogEvent::message).toList();
    }

    List<SyslogEvent> events() {
        return events;
    }

    public List<String> notices() {
        return notices;
    }

    public void awaitEvents(int count) {
        await().atMost(PATIENCE).until(() -> events.size() >= count);
    }

    @Override
    public void close() {
        collector.close();
    }
}
