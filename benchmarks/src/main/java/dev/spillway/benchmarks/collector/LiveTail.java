package dev.spillway.benchmarks.collector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a stream of events as a browser does, and dates each against the moment of its log call, which is in its text. */
final class LiveTail implements AutoCloseable {
    private static final Pattern TICK = Pattern.compile("tick (\\d+) tock");
    private static final long PATIENCE_SECONDS = 30;

    private final InputStream stream;
    private final CompletableFuture<Void> reader;
    private final CompletableFuture<Void> last = new CompletableFuture<>();

    // Confined to the reader until it has seen the last.
    private long[] nanos = new long[1024];
    private int count;
    private volatile int wanted = Integer.MAX_VALUE;

    LiveTail(InputStream stream) {
        this.stream = stream;
        reader = CompletableFuture.runAsync(this::read);
    }

    /** The text of an event that is logged now. */
    static String text() {
        return "tick " + System.nanoTime() + " tock";
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                long now = System.nanoTime();
                Matcher tick = TICK.matcher(line);
                while (tick.find()) {
                    add(now - Long.parseLong(tick.group(1)));
                }
                if (count >= wanted) {
                    last.complete(null);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(long delay) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = delay;
    }

    /** Waits for the rest of so many events, and says what it saw. */
    String result(int events) throws InterruptedException, ExecutionException {
        wanted = events;
        try {
            CompletableFuture.anyOf(last, reader).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // Slow browsers miss some.
        }
        int seen = count;
        long[] sorted = Arrays.copyOf(nanos, seen);
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT,
                "tail=live events=%d seen=%d p50Ms=%.0f p95Ms=%.0f maxMs=%.0f",
                events,
                seen,
                sorted[seen / 2] / 1e6,
                sorted[(int) (seen * 0.95)] / 1e6,
                sorted[seen - 1] / 1e6);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
