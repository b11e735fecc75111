package dev.spillway.examples.collector;

import static org.awaitility.Awaitility.await;

import dev.spillway.examples.collector.log.LogSettings;
import dev.spillway.examples.collector.store.StoreSettings;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector on free ports that remembers what it received and what it told. */
final class RunningCollector implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<SyslogEvent> events = new CopyOnWriteArrayList<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final Collector collector;

    RunningCollector(Path data, String... tokens) throws StartException {
        CollectorSettings settings = new CollectorSettings(
                InetAddress.getLoopbackAddress(),
                new CollectorSettings.Ports(0, 0, 0, 0),
                data,
                LogSettings.defaults(),
                StoreSettings.defaults(),
                List.of(tokens),
                Duration.ofMillis(100));
        collector = Collector.start(settings, events::add, notices::add);
    }

    Collector collector() {
        return collector;
    }

    List<String> messages() {
        return events.stream().map(SyslogEvent::message).toList();
    }

    List<SyslogEvent> events() {
        return events;
    }

    List<String> notices() {
        return notices;
    }

    void awaitEvents(int count) {
        await().atMost(PATIENCE).until(() -> events.size() >= count);
    }

    @Override
    public void close() {
        collector.close();
    }
}
