package dev.spillway.crash;

import dev.spillway.testkit.SyslogEndpoint;
import java.util.SplittableRandom;

/** An endpoint that comes and goes at random. */
final class Weather {
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
