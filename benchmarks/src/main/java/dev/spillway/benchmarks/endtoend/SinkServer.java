package dev.spillway.benchmarks.endtoend;

import java.io.IOException;
import java.io.InputStream;

/** Where a {@link NumberedSink} is reached; can go away and come back on the same port. */
interface SinkServer {
    /** Takes what comes by a connection or a request. */
    interface Reader {
        void read(InputStream stream) throws IOException;
    }

    int port();

    /** Ends as a process that is killed: nobody listens, connections are reset, and what was not read is lost. */
    void goAway() throws IOException;

    /** Listens again. */
    void comeBack() throws IOException;
}
