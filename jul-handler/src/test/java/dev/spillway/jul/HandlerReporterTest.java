package dev.spillway.jul;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.ErrorManager;
import org.junit.jupiter.api.Test;

final class HandlerReporterTest {
    // Near the end of the clock's range, as System.nanoTime() may be.
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final List<String> told = new ArrayList<>();
    private final List<Exception> exceptions = new ArrayList<>();
    private final HandlerReporter reporter = new HandlerReporter(
            (message, exception, code) -> {
                told.add(code + " " + message);
                exceptions.add(exception);
            },
            now::get);

    @Test
    void onlyTroubleIsTold() {
        reporter.info("connected");
        reporter.warn("slow");
        reporter.error("failed");
        reporter.refused("port is \"0\"");
        reporter.ignored("there is no option \"hots\"");

        assertThat(told)
                .containsExactly(
                        ErrorManager.GENERIC_FAILURE + " slow",
                        ErrorManager.WRITE_FAILURE + " failed",
                        ErrorManager.OPEN_FAILURE + " port is \"0\"; the handler does not start, and ships nothing",
                        ErrorManager.OPEN_FAILURE + " there is no option \"hots\"; it is ignored");
        assertThat(exceptions).containsOnlyNulls();
    }

    @Test
    void whatTheApplicationThrowsIsToldOnceInThirtySeconds() {
        IllegalStateException first = new IllegalStateException("first");
        StackOverflowError third = new StackOverflowError();

        reporter.threw("the filter", first, ErrorManager.GENERIC_FAILURE);
        now.addAndGet(Duration.ofSeconds(29).toNanos());
        reporter.threw("the filter", new IllegalStateException("second"), ErrorManager.GENERIC_FAILURE);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        reporter.threw("the formatter", third, ErrorManager.FORMAT_FAILURE);

        assertThat(told)
                .containsExactly(
                        ErrorManager.GENERIC_FAILURE + " the filter threw java.lang.IllegalStateException: first; the"
                                + " record is dropped, and so may be others",
                        ErrorManager.FORMAT_FAILURE + " the formatter threw java.lang.StackOverflowError; the record is"
                                + " dropped, and so may be others");
        assertThat(exceptions.get(0)).isSameAs(first);
        assertThat(exceptions.get(1)).hasCause(third);
    }
}
