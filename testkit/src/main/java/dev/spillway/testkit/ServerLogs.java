package dev.spillway.testkit;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import mockwebserver3.MockWebServer;

/** Keeps MockWebServer from warning of connections that end as scripted; all else that OkHttp logs is left alone. */
final class ServerLogs {
    // Held here, or what is set would be lost with them.
    private static final Logger SERVER = Logger.getLogger(MockWebServer.class.getName());
    private static final Logger OKHTTP = Logger.getLogger("okhttp3.OkHttpClient");
    private static final String HTTP2_FAILURE = "Http2Connection.Listener failure for MockWebServer";
    private static final AtomicBoolean SILENCED = new AtomicBoolean();

    private ServerLogs() {}

    static void silence() {
        if (SILENCED.compareAndSet(false, true)) {
            SERVER.setLevel(Level.OFF);
            Filter former = OKHTTP.getFilter();
            OKHTTP.setFilter(record -> !isScripted(record) && (former == null || former.isLoggable(record)));
        }
    }

    private static boolean isScripted(LogRecord record) {
        return record.getMessage() != null && record.getMessage().startsWith(HTTP2_FAILURE);
    }
}
