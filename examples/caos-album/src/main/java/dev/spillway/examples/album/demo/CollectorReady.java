package dev.spillway.examples.album.demo;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the collector says once it listens, such as {@code collector ready: page http://127.0.0.1:8514/ tls 6514}. */
record CollectorReady(String page, int tlsPort) {

    private static final Pattern READY = Pattern.compile("\\bcollector ready\\b(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PAGE = Pattern.compile("https?://[^\\s,]+");
    private static final Pattern TLS = Pattern.compile("\\btls\\W+(?:\\S*:)?([0-9]{1,5})\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern COLOR = Pattern.compile("\u001b\\[[0-9;]*m");

    /** Reads a line of output; what it leaves out is taken from what the collector was asked for. */
    static Optional<CollectorReady> parse(String line, DemoSettings.Collector asked) {
        Matcher ready = READY.matcher(COLOR.matcher(line).replaceAll(""));
        if (!ready.find()) {
            return Optional.empty();
        }
        Matcher page = PAGE.matcher(ready.group(1));
        Matcher tls = TLS.matcher(ready.group(1));
        return Optional.of(new CollectorReady(
                page.find() ? page.group() : "http://127.0.0.1:" + asked.httpPort() + "/",
                tls.find() ? Integer.parseInt(tls.group(1)) : asked.tlsPort()));
    }
}
