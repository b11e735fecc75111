package dev.spillway.examples.collector.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.examples.collector.syslog.Severity;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ActivityTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:30Z");

    private final Activity activity = new Activity();

    private void log(String host, Instant time) {
        activity.add(new SyslogEvent(time, time, Severity.INFO, 1, host, "p", "", "", "", "m"));
    }

    private Pulse only(Instant now) {
        List<Pulse> systems = activity.systems(now);
        assertThat(systems).hasSize(1);
        return systems.get(0);
    }

    @Test
    void eventsCountInTheirMinuteAndHour() {
        log("web", NOW.minus(Duration.ofMinutes(59)));
        log("WEB", NOW.minus(Duration.ofMinutes(1)));
        log("web", NOW);
        log("web", NOW);

        Pulse pulse = only(NOW);
        assertThat(pulse.name()).isEqualTo("web");
        assertThat(pulse.lastSeen()).isEqualTo(NOW.toEpochMilli());
        assertThat(pulse.minutes()).hasSize(60).startsWith(1, 0).endsWith(0, 1, 2);
        assertThat(pulse.hours()).hasSize(48).endsWith(0, 2, 2);
        assertThat(pulse.rate(NOW.toEpochMilli())).isEqualTo(2.0);
    }

    @Test
    void countsMoveOnAndAreForgotten() {
        log("web", NOW);
        assertThat(only(NOW.plus(Duration.ofMinutes(10))).minutes().get(49)).isEqualTo(1);
        assertThat(Collections.max(only(NOW.plus(Duration.ofMinutes(60))).minutes()))
                .isZero();
        assertThat(only(NOW.plus(Duration.ofHours(47))).hours().get(0)).isEqualTo(1);
        assertThat(Collections.max(only(NOW.plus(Duration.ofDays(400))).hours()))
                .isZero();

        log("web", NOW.plus(Duration.ofHours(3)));
        assertThat(Collections.max(only(NOW.plus(Duration.ofHours(3))).minutes()))
                .isEqualTo(1);
        log("web", NOW.plus(Duration.ofHours(3)).minus(Duration.ofMinutes(1)));
        log("web", NOW);
        assertThat(only(NOW.plus(Duration.ofHours(3))).minutes()).endsWith(1, 1);
    }

    @Test
    void lightSaysHowLongASystemHasBeenSilent() {
        log("web", NOW);
        long time = NOW.toEpochMilli();
        Pulse pulse = only(NOW);
        assertThat(pulse.light(time + Duration.ofMinutes(5).toMillis())).isEqualTo("now");
        assertThat(pulse.light(time + Duration.ofMinutes(6).toMillis())).isEqualTo("day");
        assertThat(pulse.light(time + Duration.ofHours(24).toMillis())).isEqualTo("day");
        assertThat(pulse.light(time + Duration.ofHours(25).toMillis())).isEqualTo("silent");
        assertThat(Pulse.sum("none", List.of()).light(time)).isEqualTo("silent");
    }

    @Test
    void inventedNamesTakeNoMoreThanTheirBoundAndPushOutTheSilent() {
        log("quiet", NOW.minusSeconds(60));
        for (int i = 0; i < 25_000; i++) {
            log("invented-" + i, NOW);
            if (i % 1_000 == 0) {
                log("alive", NOW.plusSeconds(i));
            }
        }
        List<Pulse> systems = activity.systems(NOW);
        assertThat(systems.size()).isBetween(9_000, 10_000);
        assertThat(systems).extracting(Pulse::name).contains("alive").doesNotContain("quiet");
    }

    @Test
    void groupAddsUpItsSystems() {
        log("a", NOW);
        log("b", NOW.minusSeconds(60));
        Pulse sum = Pulse.sum("both", activity.systems(NOW));
        assertThat(sum.name()).isEqualTo("both");
        assertThat(sum.lastSeen()).isEqualTo(NOW.toEpochMilli());
        assertThat(sum.minutes()).endsWith(1, 1);
        assertThat(sum.hours().get(47)).isEqualTo(1);
        assertThat(sum.hours().get(46)).isEqualTo(1);
    }
}
