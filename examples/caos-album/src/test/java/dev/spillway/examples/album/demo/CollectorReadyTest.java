package dev.spillway.examples.album.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CollectorReadyTest {

    private static final DemoSettings.Collector ASKED = new DemoSettings.Collector(null, 8514, 6514, 6601, 6514);

    @Test
    void addressesAreTakenFromTheLine() {
        assertThat(parse("collector ready: page http://127.0.0.1:9999/ tls 7001 tcp 7002 udp 7003"))
                .contains(new CollectorReady("http://127.0.0.1:9999/", 7001));
    }

    @Test
    void colourAndOtherPunctuationDoNoHarm() {
        assertThat(parse("\u001b[1m12:00 Collector ready:\u001b[0m TLS: 7001, page: http://localhost:1/, udp 2"))
                .contains(new CollectorReady("http://localhost:1/", 7001));
        assertThat(parse("collector ready: tls 127.0.0.1:7001"))
                .contains(new CollectorReady("http://127.0.0.1:8514/", 7001));
    }

    @Test
    void whatTheLineLeavesOutIsAsItWasAskedFor() {
        assertThat(parse("collector ready")).contains(new CollectorReady("http://127.0.0.1:8514/", 6514));
    }

    @Test
    void otherLinesSayNothing() {
        assertThat(parse("12:00:00 host caos-album: GET / HTTP/1.1 200 3ms")).isEmpty();
        assertThat(parse("the collector readies itself")).isEmpty();
    }

    private static Optional<CollectorReady> parse(String line) {
        return CollectorReady.parse(line, ASKED);
    }
}
