package dev.spillway.internal.delivery;

import dev.spillway.internal.transport.TransportSettings;
import dev.spillway.internal.transport.http.HttpClients;
import dev.spillway.internal.transport.http.OkHttpClients;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;

/** The threads on which OkHttp sends requests: started when there is one, ended when there is none for a second. */
final class HttpThreads {
    private static final long IDLE_SECONDS = 1;

    private HttpThreads() {}

    /**
     * Clients whose requests run on such threads.
     *
     * @param name of each thread while it sends nothing; OkHttp gives it another one meanwhile, which shows the host
     */
    static HttpClients clients(String name, Runnable wakePump, TransportSettings settings) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> new EngineThread(name, task));
        OkHttpClients.HttpTimeouts timeouts = new OkHttpClients.HttpTimeouts(
                settings.connectionTimeout(),
                settings.writeTimeout(),
                settings.http().requestTimeout());
        return new OkHttpClients(new Dispatcher(threads), threads, threads::shutdown, wakePump, timeouts);
    }
}
