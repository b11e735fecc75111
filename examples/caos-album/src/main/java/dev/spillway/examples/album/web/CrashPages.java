package dev.spillway.examples.album.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/** The markup around the crash button. */
final class CrashPages {

    private CrashPages() {}

    static Html question() {
        return Pages.page("Crash me", new Html("""
                <nav class="trail"><a href="/">Albums</a></nav>
                <h1>Crash the album?</h1>
                <p>Its process logs a few last words and halts at once, as if it had been killed. Its log was written to disk,
                  so the words are not lost: once the album runs again they arrive at the collector, before anything newer.</p>
                <p>Albums and pictures stay.</p>
                <form class="form" method="post" action="/crash">
                  <button class="button alarm">Crash me</button>
                </form>
                """));
    }

    /**
     * The page that stays open while the album is away and returns to it by itself. It brings its style and its script
     * along, since nothing can be fetched from a process that is gone.
     */
    static Reply wake(Assets assets, String requestId) {
        String style = assets.text("album.css");
        String script = assets.text("wake.js");
        Html page = Html.fill("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Crashed - CAOS album</title>
                <noscript><meta http-equiv="refresh" content="5; url=/"></noscript>
                <style>{style}</style>
                </head>
                <body>
                <div class="top"><a href="/">CAOS album</a></div>
                <main>
                <div class="error">
                  <h1>The album has crashed</h1>
                  <p role="status" id="state">Waiting for it to come back.</p>
                  <p>Look for its last words under the request id <strong>{id}</strong>.</p>
                </div>
                </main>
                <script>{script}</script>
                </body>
                </html>
                """, Map.of("style", new Html(style), "id", requestId, "script", new Html(script)));
        String policy = "default-src 'none'; img-src 'self'; style-src '" + hash(style) + "'; script-src '"
                + hash(script) + "'; base-uri 'none'; frame-ancestors 'none'";
        return new Reply(
                200,
                "text/html;charset=utf-8",
                page.markup().getBytes(StandardCharsets.UTF_8),
                Map.of("Cache-Control", "no-store", "Content-Security-Policy", policy, "Connection", "close"));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
