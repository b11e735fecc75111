package dev.spillway.examples.collector.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ThrottledNoticesTest {

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    @Test
    void elevenInTenSecondsAreTenAndACount() {
        List<String> told = new ArrayList<>();
        ThrottledNotices notices = new ThrottledNotices(told::add, clock);
        for (int i = 0; i < 13; i++) {
            notices.tell("notice " + i);
        }
        assertThat(told).hasSize(10).last().isEqualTo("notice 9");

        now = now.plusSeconds(10);
        notices.tell("later");
        assertThat(told).hasSize(12).endsWith("3 more notices were held back.", "later");
    }
}
