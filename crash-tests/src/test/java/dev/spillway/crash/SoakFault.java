package dev.spillway.crash;

import dev.spillway.testkit.ChaosProxy;
import java.io.IOException;
import java.util.Locale;

/** What happens to the endpoint of a soak, or to the network before it. */
enum SoakFault {
    /** The endpoint's process is killed, and the next one has a new certificate. */
    KILL {
        @Override
        void begin(EndpointProcess endpoint, ChaosProxy network) throws InterruptedException {
            endpoint.kill();
        }

        @Override
        void end(EndpointProcess endpoint, ChaosProxy network) throws IOException {
            endpoint.start();
        }
    },
    /** The endpoint resets its connections and refuses others. */
    REFUSE {
        @Override
        void begin(EndpointProcess endpoint, ChaosProxy network) {
            endpoint.tell("die");
        }

        @Override
        void end(EndpointProcess endpoint, ChaosProxy network) {
            endpoint.tell("restart");
        }
    },
    /** The endpoint ends its connections in order and is away. */
    STOP {
        @Override
        void begin(EndpointProcess endpoint, ChaosProxy network) {
            endpoint.tell("stop");
        }

        @Override
        void end(EndpointProcess endpoint, ChaosProxy network) {
            endpoint.tell("restart");
        }
    },
    /** Nothing is taken any more, and nothing is lost. */
    STALL {
        @Override
        void begin(EndpointProcess endpoint, ChaosProxy network) {
            network.pause();
        }

        @Override
        void end(EndpointProcess endpoint, ChaosProxy network) {
            network.resume();
        }
    },
    /** Everything is taken and lost. */
    SWALLOW {
        @Override
        void begin(EndpointProcess endpoint, ChaosProxy network) {
            network.blackHole();
        }

        @Override
        void end(EndpointProcess endpoint, ChaosProxy network) {
            network.resume();
        }
    },
    /** Less is taken than is logged. */
    SLOW {
        @Override
        void begin(EndpointProcess endpoint, ChaosProxy network) {
            network.limitRate(SLOW_BYTES_PER_SECOND);
        }

        @Override
        void end(EndpointProcess endpoint, ChaosProxy network) {
            network.unlimitRate();
        }
    },
    /** Connections are reset, wherever they are. */
    RESET {
        @Override
        void begin(EndpointProcess endpoint, ChaosProxy network) {
            network.resetAll();
        }

        @Override
        void end(EndpointProcess endpoint, ChaosProxy network) {}
    };

    private static final long SLOW_BYTES_PER_SECOND = 200_000;

    abstract void begin(EndpointProcess endpoint, ChaosProxy network) throws InterruptedException;

    abstract void end(EndpointProcess endpoint, ChaosProxy network) throws IOException;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
