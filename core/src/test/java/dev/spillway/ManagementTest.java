package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The books as JMX shows them. */
final class ManagementTest {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void theBeanSaysWhatTheStatsSay() throws Exception {
        try (Spillway spillway = engine("books")) {
            SpillwayMXBean bean = JMX.newMXBeanProxy(SERVER, await("books", ""), SpillwayMXBean.class);
            for (int i = 0; i < 3; i++) {
                spillway.log(LogEvent.of(Severity.INFO, "test", "event"));
            }
            SpillwayStats stats = spillway.stats();

            assertThat(bean.getAccepted()).isEqualTo(3).isEqualTo(stats.accepted());
            assertThat(bean.getPending()).isEqualTo(stats.pending());
            assertThat(bean.getPendingInMemory()).isEqualTo(stats.pendingInMemory());
            assertThat(bean.getDelivered()).isEqualTo(stats.delivered());
            assertThat(bean.getRead()).isEqualTo(stats.read());
            assertThat(bean.getRecovered()).isEqualTo(stats.recovered());
            assertThat(bean.getIgnored()).isEqualTo(stats.ignored());
            assertThat(bean.getReplayed()).isEqualTo(stats.replayed());
            assertThat(bean.getDropped()).isEmpty();
            assertThat(bean.getDroppedTotal()).isZero();
            assertThat(bean.getBufferLimit()).isEqualTo(stats.bufferLimit());
            assertThat(bean.getSpillBytes()).isZero();
            assertThat(bean.getSpillTrouble()).isEmpty();
            assertThat(bean.getDestination()).isEqualTo("syslog+tcp://127.0.0.1:1");
            Awaitility.await().atMost(SOON).until(() -> !bean.getLastError().isEmpty());
            assertThat(bean.getLastError()).contains("127.0.0.1:1");
            Awaitility.await().atMost(SOON).until(() -> !bean.getOldestPending().isEmpty());
            assertThat(bean.getConnection()).isIn("CONNECTING", "WAITING");
            assertThat(bean.getBufferBytes()).isPositive();
        }
    }

    @Test
    void droppedEventsAreThereByTheirReason() throws Exception {
        Spillway spillway = engine("dropped");
        try (spillway) {
            ObjectName name = await("dropped", "");
            spillway.log(new LogEvent(Severity.INFO, Instant.now(), "test", "x".repeat(2_000), null, Map.of()));

            assertThat(SERVER.getAttribute(name, "DroppedTotal")).isEqualTo(1L);
            assertThat(JMX.newMXBeanProxy(SERVER, name, SpillwayMXBean.class).getDropped())
                    .containsOnlyKeys("OVERSIZE");
        }
    }

    @Test
    void namesakesHaveNumbersAndAClosedEngineIsGone() throws Exception {
        Spillway first = engine("twin");
        ObjectName firstName = await("twin", "");
        Spillway second = engine("twin");
        ObjectName secondName = await("twin", ",id=2");

        first.close();
        Awaitility.await().atMost(SOON).until(() -> !SERVER.isRegistered(firstName));
        assertThat(SERVER.isRegistered(secondName)).isTrue();
        second.close();
        Awaitility.await().atMost(SOON).until(() -> !SERVER.isRegistered(secondName));
    }

    @Test
    void everyComponentOfTheStatsIsAnAttribute() {
        List<String> getters = Arrays.stream(SpillwayMXBean.class.getMethods())
                .map(method -> method.getName().substring(3).toLowerCase(Locale.ROOT))
                .toList();

        assertThat(Arrays.stream(SpillwayStats.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .map(name -> name.toLowerCase(Locale.ROOT)))
                .isSubsetOf(getters);
    }

    private static ObjectName await(String name, String id) throws Exception {
        ObjectName wanted = new ObjectName("dev.spillway:type=Spillway,name=" + ObjectName.quote(name) + id);
        Awaitility.await().atMost(SOON).until(() -> SERVER.isRegistered(wanted));
        return wanted;
    }

    private static Spillway engine(String name) {
        return Spillway.builder()
                .name(name)
                .destination(LeftBehind.NOBODY)
                .set("maxMessageSize", "1KB")
                .set("oversize", "drop")
                .set("shutdownTimeout", "50ms")
                .build();
    }
}
