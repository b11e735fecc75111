package dev.spillway.benchmarks.collector;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** Searches by Papertrail's API, and the page's live tail. */
final class Searches {
    private static final Pattern EVENT = Pattern.compile("\"received_at\"");
    private static final int LIMIT = 1000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String page;
    private final String token;

    Searches(String page, String token) {
        this.page = page.endsWith("/") ? page : page + "/";
        this.token = token;
    }

    /** Waits until a word is found. */
    void awaitIndexed(String word, Duration atMost) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (found(search(word)) == 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(word + " was not found within " + atMost);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Searches so often, one after the other, and prints how long it took. */
    void time(String kind, int count, IntFunction<String> query) throws IOException, InterruptedException {
        long[] nanos = new long[count];
        long results = 0;
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            String answer = search(query.apply(i));
            nanos[i] = System.nanoTime() - begin;
            results += found(answer);
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "search=%s count=%d resultsEach=%.1f p50Ms=%.1f p95Ms=%.1f maxMs=%.1f%n",
                kind,
                count,
                (double) results / count,
                nanos[count / 2] / 1e6,
                nanos[(int) (count * 0.95)] / 1e6,
                nanos[count - 1] / 1e6);
    }

    private String search(String query) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(page + "api/v1/events/search.json?limit=" + LIMIT
                        + "&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                .header("X-Papertrail-Token", token)
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("a search for " + query + " was answered " + response.statusCode());
        }
        return response.body();
    }

    private static long found(String answer) {
        return EVENT.matcher(answer).results().count();
    }

    LiveTail tail() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(page + "events")).build();
        return new LiveTail(
                client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body());
    }
}
