package dev.spillway.internal.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads that do what may block. */
final class HelperThreadsTest {
    private final String name = "helper-under-test-" + System.nanoTime();
    private final AtomicInteger woken = new AtomicInteger();
    private final HelperThreads helper = new HelperThreads(name, woken::incrementAndGet);
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch hang = new CountDownLatch(1);

    @AfterEach
    void endThreads() {
        hang.countDown();
        helper.close();
        await().atMost(Duration.ofSeconds(60)).until(() -> threads() == 0);
    }

    private long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .count();
    }

    private void hangUninterruptibly() {
        boolean over = false;
        hanging.countDown();
        while (!over) {
            try {
                hang.await(60, TimeUnit.SECONDS);
                over = true;
            } catch (InterruptedException e) {
                over = false;
            }
        }
    }

    @Test
    void noThreadIsThereBeforeThereIsSomethingToDo() {
        assertThat(threads()).isZero();
    }

    @Test
    void tasksRunInOrderOnDaemonThreadsThatAreMarked() {
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 100; i++) {
            int number = i;
            helper.execute(() -> done.add(number + " " + EngineThread.isCurrent() + " "
                    + Thread.currentThread().isDaemon()));
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> woken.get() == 100);
        for (int i = 0; i < 100; i++) {
            assertThat(done.get(i)).isEqualTo(i + " true true");
        }
        assertThat(threads()).isEqualTo(1);
    }

    @Test
    void answerHoldsTheResultOrTheFailure() {
        Helper.Answer<String> good = helper.ask(() -> "yes");
        Helper.Answer<String> bad = helper.ask(() -> {
            throw new AssertionError("no");
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> good.isDone() && bad.isDone());
        assertThat(good.value()).isEqualTo("yes");
        assertThat(good.failure()).isNull();
        assertThat(bad.value()).isNull();
        assertThat(bad.failure()).hasMessage("no");
    }

    @Test
    void taskThatHangsIsLeftBehindAndTheNextOnesRun() throws InterruptedException {
        helper.execute(this::hangUninterruptibly);
        assertThat(hanging.await(60, TimeUnit.SECONDS)).isTrue();
        Helper.Answer<String> next = helper.ask(() -> "next");
        assertThat(next.isDone()).isFalse();
        helper.abandonCurrent();
        await().atMost(Duration.ofSeconds(60)).until(next::isDone);
        // The pump is woken after the answer is there, and never by the task that hangs.
        await().atMost(Duration.ofSeconds(60)).until(() -> woken.get() == 1);
    }

    @Test
    void taskThatIsLeftBehindIsNotInterrupted() throws InterruptedException {
        AtomicInteger undisturbed = new AtomicInteger();
        helper.execute(() -> {
            hanging.countDown();
            try {
                undisturbed.addAndGet(hang.await(60, TimeUnit.SECONDS) ? 1 : 0);
            } catch (InterruptedException e) {
                undisturbed.decrementAndGet();
            }
        });
        assertThat(hanging.await(60, TimeUnit.SECONDS)).isTrue();
        Helper.Answer<String> next = helper.ask(() -> "next");
        helper.abandonCurrent();
        await().atMost(Duration.ofSeconds(60)).until(next::isDone);
        hang.countDown();
        await().atMost(Duration.ofSeconds(60)).until(() -> undisturbed.get() != 0);
        assertThat(undisturbed.get()).isEqualTo(1);
    }

    @Test
    void noMoreThanAFewThreadsHang() {
        for (int i = 0; i < 20; i++) {
            helper.execute(this::hangUninterruptibly);
            helper.abandonCurrent();
        }
        assertThat(threads()).isLessThanOrEqualTo(4);
        Helper.Answer<String> last = helper.ask(() -> "last");
        hang.countDown();
        await().atMost(Duration.ofSeconds(60)).until(last::isDone);
    }

    @Test
    void taskThatThrowsEndsItsThreadButNotTheNextTasks() {
        CountDownLatch seen = new CountDownLatch(1);
        helper.execute(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> seen.countDown());
            throw new IllegalStateException("a task's defect");
        });
        Helper.Answer<String> next = helper.ask(() -> "next");
        await().atMost(Duration.ofSeconds(60)).until(next::isDone);
        assertThat(next.value()).isEqualTo("next");
        await().atMost(Duration.ofSeconds(60)).until(() -> seen.getCount() == 0);
        Helper.Answer<String> later = helper.ask(() -> "later");
        await().atMost(Duration.ofSeconds(60)).until(later::isDone);
    }

    @Test
    void closedHelperTakesNothing() {
        helper.close();
        Helper.Answer<String> late = helper.ask(() -> "late");
        assertThat(late.isDone()).isFalse();
        assertThat(threads()).isZero();
    }
}
