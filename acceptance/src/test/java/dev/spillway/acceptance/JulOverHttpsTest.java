package dev.spillway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Spillway;
import dev.spillway.jul.HandlerEngine;
import dev.spillway.jul.SpillwayHandler;
import dev.spillway.testkit.HttpsEndpoint;
import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.StrayThreads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * OkHttp logs by java.util.logging, on threads of its own too: a root logger that ships everything would ship what each
 * request logs by the next request, without end.
 */
final class JulOverHttpsTest {
    @RegisterExtension
    static final StrayThreads STRAY_THREADS = new StrayThreads();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUNDS = 20;

    private final Logger root = Logger.getLogger("");
    // A logger that nobody holds is forgotten, and its level with it.
    private final Logger okHttp = Logger.getLogger("okhttp3");
    private final Level formerLevel = root.getLevel();
    private final Level formerOkHttpLevel = okHttp.getLevel();

    @TempDir
    private Path directory;

    /** The endpoint is made of OkHttp too, and in another process as a rule. */
    private static boolean isEndpoints() {
        return Thread.currentThread().getName().startsWith("MockWebServer");
    }

    /** Counts what the requests' OkHttp logs. */
    private static final class Counter extends Handler {
        private final LongAdder logged = new LongAdder();

        private Counter() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord entry) {
            String name = entry.getLoggerName();
            if (name != null && name.startsWith("okhttp3.") && !isEndpoints()) {
                logged.increment();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void whatRequestsLogIsNotShippedByRequests() throws Exception {
        Counter counter = new Counter();
        try (HttpsEndpoint endpoint = HttpsEndpoint.https().start()) {
            SpillwayHandler handler = new SpillwayHandler(Map.of(
                    "destination",
                    endpoint.uri("/v1/logs").toString(),
                    "caFile",
                    endpoint.certificate()
                            .writeCaPem(directory.resolve("ca.pem"))
                            .toString(),
                    "linger",
                    "10ms"));
            handler.setFilter(entry -> !isEndpoints());
            Spillway engine = HandlerEngine.of(handler);
            root.addHandler(counter);
            root.addHandler(handler);
            root.setLevel(Level.FINEST);
            okHttp.setLevel(Level.FINEST);
            try {
                for (int i = 0; i < ROUNDS; i++) {
                    Logger.getLogger("shop.Checkout").info("number " + i);
                    assertThat(engine.flush(PATIENCE)).isTrue();
                }
            } finally {
                root.setLevel(formerLevel);
                okHttp.setLevel(formerOkHttpLevel);
                root.removeHandler(handler);
                root.removeHandler(counter);
                handler.close();
            }
            Figures.print("OkHttp logged %s records while %d events were shipped", counter.logged, ROUNDS);
            assertThat(counter.logged.sum()).as("there is something to loop").isPositive();
            assertThat(engine.stats().accepted()).as("%s", engine.stats()).isEqualTo(ROUNDS);
            assertThat(endpoint.messages())
                    .hasSize(ROUNDS)
                    .extracting(ReceivedMessage::text)
                    .allMatch(text -> text.contains("shop.Checkout: number "));
        }
    }
}
