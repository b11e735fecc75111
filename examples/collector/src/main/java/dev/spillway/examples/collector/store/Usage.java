package dev.spillway.examples.collector.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How many bytes of text each month brought, by UTC. Confined to one thread. */
final class Usage {

    private static final String KEY = "bytes.";
    private static final int MONTHS = 13;

    private final NavigableMap<YearMonth, Long> bytes = new TreeMap<>();

    /** What an earlier run has written. */
    static Usage read(Map<String, String> data) {
        Usage usage = new Usage();
        data.forEach((key, value) -> {
            if (key.startsWith(KEY)) {
                usage.bytes.put(YearMonth.parse(key.substring(KEY.length())), Long.parseLong(value));
            }
        });
        return usage;
    }

    void writeTo(Map<String, String> data) {
        bytes.forEach((month, count) -> data.put(KEY + month, Long.toString(count)));
    }

    void add(StoredEvent stored) {
        long length = stored.event().message().getBytes(StandardCharsets.UTF_8).length;
        bytes.merge(monthOf(stored.event().received()), length, Long::sum);
        if (bytes.size() > MONTHS) {
            bytes.pollFirstEntry();
        }
    }

    long bytesIn(YearMonth month) {
        return bytes.getOrDefault(month, 0L);
    }

    static YearMonth monthOf(Instant time) {
        return YearMonth.from(time.atOffset(ZoneOffset.UTC));
    }
}
