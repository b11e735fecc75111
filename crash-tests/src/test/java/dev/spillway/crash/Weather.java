package dev.spillway.crash;

import dev.spillway.testkit.ConnectionEnd;
import dev.spillway.testkit.SyslogEndpoint;
import java.time.Duration;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;

/** An endpoint that comes and goes at random. */
final class Weather {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final SyslogEndpoint endpoint;
    private final SplittableRandom random;
    private boolean up = true;
    private int ends;

    Weather(SyslogEndpoint endpoint, SplittableRandom random) {
        this.endpoint = endpoint;
        this.random = random;
    }

    /** Changes in one of three cases. */
    void mayChange() {
        if (random.nextInt(3) != 0) {
            return;
        }
        if (!up) {
            clear();
            return;
        }
        up = false;
        ends++;
        if (random.nextBoolean()) {
            endpoint.die();
        } else {
            endpoint.stop();
        }
    }

    /** Waits until the endpoint has read what ended processes had sent to it. */
    void awaitEnds() {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(PATIENCE)
                .until(() ->
                        endpoint.connections().stream().allMatch(connection -> connection.end() != ConnectionEnd.OPEN));
    }

    /** Brings the endpoint back. */
    void clear() {
        up = true;
        endpoint.restart();
    }

    /** How often the endpoint has ended its connections. */
    int ends() {
        return ends;
    }
}
