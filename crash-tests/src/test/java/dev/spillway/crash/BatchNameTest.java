package dev.spillway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.testkit.HttpAnswer;
import dev.spillway.testkit.HttpsEndpoint;
import dev.spillway.testkit.ReceivedMessage;
import dev.spillway.testkit.ReceivedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch that was under way when its process was killed is sent again by the next one: the same, under the same name. */
final class BatchNameTest {
    private static final int THREADS = 2;
    private static final int ROUNDS = 4;
    private static final int MOST_DELIVERED = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final long seed = new SplittableRandom().nextLong();
    private final SplittableRandom random = new SplittableRandom(seed);

    @TempDir
    private Path directory;

    @Test
    void batchUnderWayAtAKillKeepsItsName() throws Exception {
        Figures.print("kill -9 over HTTP: seed %d, %d rounds", seed, ROUNDS);
        try (HttpsEndpoint endpoint =
                HttpsEndpoint.http().answer(HttpAnswer.stallAfterReading()).start()) {
            Launch launch = Launch.of(
                            new Payloads(seed, 32),
                            directory.resolve("spill"),
                            endpoint.uri("/v1/logs").toString())
                    .withOption("linger", "5ms")
                    .withOption("batchSize", "4KB");
            ReceivedRequest underWay = null;
            for (int round = 0; round < ROUNDS; round++) {
                endpoint.clear();
                int delivered = random.nextInt(MOST_DELIVERED);
                HttpAnswer[] answers = new HttpAnswer[delivered];
                Arrays.fill(answers, HttpAnswer.ok());
                endpoint.answerNext(answers);
                List<ReceivedRequest> requests;
                try (Application application =
                        launch.withThreads(THREADS, round * THREADS).start()) {
                    application.awaitStart();
                    application.log(Integer.MAX_VALUE, 20, 2_000);
                    requests = endpoint.awaitRequests(delivered + 1, PATIENCE);
                    application.kill();
                }
                if (underWay != null) {
                    assertSame(requests.get(0), underWay, round);
                }
                underWay = requests.get(delivered);
            }
        }
    }

    private void assertSame(ReceivedRequest again, ReceivedRequest before, int round) {
        assertThat(texts(again)).as("seed %d, round %d", seed, round).isEqualTo(texts(before));
        assertThat(again.batchId()).as("seed %d, round %d", seed, round).isEqualTo(before.batchId());
    }

    private static List<String> texts(ReceivedRequest request) {
        return request.messages().stream().map(ReceivedMessage::text).toList();
    }
}
