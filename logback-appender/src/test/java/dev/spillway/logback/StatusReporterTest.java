package dev.spillway.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.BasicStatusManager;
import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StatusReporterTest {
    // Near the end of the clock's range, as System.nanoTime() may be.
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final ContextBase context = new ContextBase();
    private final ContextAwareBase origin = new ContextAwareBase();
    private final StatusReporter reporter = new StatusReporter(origin, now::get);

    @BeforeEach
    void watch() {
        context.setStatusManager(new BasicStatusManager());
        origin.setContext(context);
    }

    @Test
    void nothingIsAnErrorStatusWhichWouldStopAnApplication() {
        reporter.info("connected");
        reporter.warn("slow");
        reporter.error("refused");

        assertThat(statuses()).extracting(Status::getLevel).containsExactly(Status.INFO, Status.WARN, Status.WARN);
        assertThat(texts()).containsExactly("connected", "slow", "refused");
        assertThat(statuses()).extracting(Status::getOrigin).containsOnly(origin);
    }

    @Test
    void sameTextIsToldOnceInThirtySecondsWithTheNumberLeftOut() {
        reporter.warn("refused");
        pass(Duration.ofSeconds(10));
        reporter.warn("refused");
        pass(Duration.ofSeconds(19));
        reporter.warn("refused");
        assertThat(texts()).containsExactly("refused");

        pass(Duration.ofSeconds(1));
        reporter.warn("refused");
        assertThat(texts()).containsExactly("refused", "refused (2 more since this was last reported)");

        pass(Duration.ofSeconds(30));
        reporter.warn("refused");
        assertThat(texts()).endsWith("refused");
    }

    @Test
    void anotherTextIsNotHeldBack() {
        reporter.warn("refused");
        reporter.warn("unknown host");

        assertThat(texts()).containsExactly("refused", "unknown host");
    }

    @Test
    void onlySoManyTextsAreRemembered() {
        reporter.warn("first");
        IntStream.range(0, 64).forEach(i -> reporter.info("text " + i));
        reporter.warn("first");

        assertThat(texts()).filteredOn("first"::equals).hasSize(2);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private List<Status> statuses() {
        return context.getStatusManager().getCopyOfStatusList();
    }

    private List<String> texts() {
        return statuses().stream().map(Status::getMessage).toList();
    }
}
