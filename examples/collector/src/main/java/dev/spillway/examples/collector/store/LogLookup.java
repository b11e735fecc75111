package dev.spillway.examples.collector.store;

import dev.spillway.examples.collector.log.Entry;
import dev.spillway.examples.collector.log.LogRecords;
import dev.spillway.examples.collector.syslog.SyslogParser;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads events of the log by their ids. Confined to one thread. */
final class LogLookup implements AutoCloseable {

    private final LogRecords records;
    private final SyslogParser parser;

    LogLookup(Path directory, SyslogParser parser) throws IOException {
        this.records = LogRecords.open(directory);
        this.parser = parser;
    }

    /** The event, or null if the log does not have it any more. */
    @Nullable StoredEvent read(long id) throws IOException {
        Entry entry = records.read(id);
        return entry == null ? null : StoredEvent.of(entry, parser);
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
