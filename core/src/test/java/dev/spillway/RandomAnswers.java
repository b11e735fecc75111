package dev.spillway;

import dev.spillway.testkit.HttpAnswer;
import dev.spillway.testkit.HttpsEndpoint;
import dev.spillway.testkit.ReceivedRequest;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What an endpoint does that is good six times of ten, and else one of all the bad things an endpoint can do. */
final class RandomAnswers {
    private static final int[] GOOD = {200, 202, 204};
    private static final int[] TROUBLED = {500, 502, 503};

    private final HttpsEndpoint endpoint;
    private final SplittableRandom random;
    private final ScheduledExecutorService timer;

    /** @param timer opens the port again after it was closed */
    RandomAnswers(HttpsEndpoint endpoint, SplittableRandom random, ScheduledExecutorService timer) {
        this.endpoint = endpoint;
        this.random = random;
        this.timer = timer;
    }

    /** Several connections may ask at the same time: one that was given up is read to its end beside the next. */
    synchronized HttpAnswer next(ReceivedRequest request) {
        if (random.nextInt(10) < 6) {
            return good();
        }
        return switch (random.nextInt(18)) {
            case 0 -> HttpAnswer.status(400).andBody("no");
            case 1 -> HttpAnswer.status(401);
            case 2 -> HttpAnswer.status(403);
            case 3 -> HttpAnswer.status(404);
            case 4 -> HttpAnswer.status(408);
            case 5 -> HttpAnswer.status(request.messages().size() > 1 ? 413 : 200);
            case 6 -> HttpAnswer.status(429).andRetryAfter(Duration.ofSeconds(1));
            case 7 -> HttpAnswer.status(429).andRetryAfter(Instant.now().plusMillis(500));
            case 8 -> HttpAnswer.status(one(TROUBLED)).andTaking();
            case 9 -> HttpAnswer.status(200).andBody("cut off").andCutBody();
            case 10 -> HttpAnswer.stallAfterReading();
            case 11 -> HttpAnswer.resetAfterReading();
            case 12 -> HttpAnswer.status(200).andEndlessBody();
            case 13 -> HttpAnswer.halfCloseAfterReading();
            case 14 -> before(HttpAnswer.resetBeforeReading());
            case 15 -> before(HttpAnswer.stallBeforeReading());
            case 16 -> refuse();
            default -> HttpAnswer.garbage();
        };
    }

    private HttpAnswer good() {
        return HttpAnswer.status(one(GOOD));
    }

    private int one(int[] of) {
        return of[random.nextInt(of.length)];
    }

    /** What is not read has to be known before it comes: it is the next request's. */
    private HttpAnswer before(HttpAnswer next) {
        endpoint.answerNext(next);
        return good();
    }

    /** Ends the connection and refuses others for a while. */
    private HttpAnswer refuse() {
        endpoint.refuse();
        reopenIn(random.nextInt(100));
        return HttpAnswer.resetAfterReading().andTakingNothing();
    }

    private void reopenIn(int millis) {
        timer.schedule(this::reopen, millis, TimeUnit.MILLISECONDS);
    }

    private void reopen() {
        try {
            endpoint.restart();
        } catch (UncheckedIOException e) {
            // Somebody else has the port for the moment.
            reopenIn(50);
        } catch (IllegalStateException e) {
            // The run is over.
        }
    }
}
