package dev.spillway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

@Timeout(120)
final class StrayThreadsTest {
    private static CountDownLatch release = new CountDownLatch(1);

    @BeforeEach
    void hold() {
        release = new CountDownLatch(1);
    }

    @AfterEach
    void release() {
        release.countDown();
    }

    @Test
    void classThatLeavesAThreadFails() {
        assertThat(failureOf(LeavesAThread.class))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("1 threads are alive PT0.1S after the class\n  stray-one, WAITING\n    at "));
    }

    @Test
    void threadThatEndsInTimeOrWasThereBeforeIsNoStray() throws Exception {
        Thread earlier = new Thread(StrayThreadsTest::awaitRelease, "stray-earlier");
        earlier.start();

        assertThat(failureOf(LeavesAnEndingThread.class)).isEmpty();
        release.countDown();
        earlier.join();
    }

    @Test
    void classInWhichAThreadDiedFails() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, cause) -> release.countDown());
        Thread.UncaughtExceptionHandler own = Thread.getDefaultUncaughtExceptionHandler();
        try {
            assertThat(failureOf(LetsAThreadDie.class))
                    .contains("thread any-name died of java.lang.IllegalStateException: dead");
            assertThat(release.getCount()).isZero();
            assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(own);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    private static void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<String> failureOf(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute()
                .containerEvents()
                .failed()
                .stream()
                .map(StrayThreadsTest::message)
                .findFirst();
    }

    private static String message(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow()
                .getMessage();
    }

    static final class LeavesAThread {
        @RegisterExtension
        static StrayThreads strayThreads = StrayThreads.named("stray-").within(Duration.ofMillis(100));

        @Test
        void starts() {
            Thread stray = new Thread(StrayThreadsTest::awaitRelease, "stray-one");
            stray.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> stray.getState() == Thread.State.WAITING);
        }
    }

    static final class LeavesAnEndingThread {
        @RegisterExtension
        static StrayThreads strayThreads = StrayThreads.named("stray-");

        @Test
        void starts() {
            Thread sleeper = new Thread(() -> {}, "stray-ending");
            sleeper.start();
            new Thread(StrayThreadsTest::awaitRelease, "other").start();
        }
    }

    static final class LetsAThreadDie {
        @RegisterExtension
        static StrayThreads strayThreads = StrayThreads.named("stray-");

        @Test
        void starts() throws Exception {
            Thread dying = new Thread(
                    () -> {
                        throw new IllegalStateException("dead");
                    },
                    "any-name");
            dying.start();
            dying.join();
        }
    }
}
