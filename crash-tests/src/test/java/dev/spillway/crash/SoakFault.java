package dev.spillway.crash;

import dev.spillway.testkit.ChaosProxy;
import java.io.IOException;
import java.util.Locale;

/** What happens to the endpoint of a soak, or to the network before it. */
enum SoakFault {
    /** The endpoint's process is killed, and the next one has a new certificate. */
    KILL((endpoint, network) -> endpoint.kill(), (endpoint, network) -> endpoint.start()),
    /** The endpoint resets its connections and refuses others. */
    REFUSE((endpoint, network) -> endpoint.tell("die"), (endpoint, network) -> endpoint.tell("restart")),
    /** The endpoint ends its connections in order and is away. */
    STOP((endpoint, network) -> endpoint.tell("stop"), (endpoint, network) -> endpoint.tell("restart")),
    /** Nothing is taken any more, and nothing is lost. */
    STALL((endpoint, network) -> network.pause(), (endpoint, network) -> network.resume()),
    /** Everything is taken and lost. */
    SWALLOW((endpoint, network) -> network.blackHole(), (endpoint, network) -> network.resume()),
    /** Less is taken than is logged. */
    SLOW((endpoint, network) -> network.limitRate(200_000), (endpoint, network) -> network.unlimitRate()),
    /** Connections are reset, wherever they are. */
    RESET((endpoint, network) -> network.resetAll(), (endpoint, network) -> {});

    private final Act begin;
    private final Act end;

    SoakFault(Act begin, Act end) {
        this.begin = begin;
        this.end = end;
    }

    private interface Act {
        void on(EndpointProcess endpoint, ChaosProxy network) throws IOException, InterruptedException;
    }

    void begin(EndpointProcess endpoint, ChaosProxy network) throws IOException, InterruptedException {
        begin.on(endpoint, network);
    }

    void end(EndpointProcess endpoint, ChaosProxy network) throws IOException, InterruptedException {
        end.on(endpoint, network);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
