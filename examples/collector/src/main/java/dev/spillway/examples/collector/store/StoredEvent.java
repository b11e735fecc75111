package dev.spillway.examples.collector.store;

import dev.spillway.examples.collector.log.Entry;
import dev.spillway.examples.collector.log.Message;
import dev.spillway.examples.collector.syslog.SyslogEvent;
import dev.spillway.examples.collector.syslog.SyslogParser;

/**
 * An event of the log.
 *
 * @param id its place in the log; larger than that of all before it
 * @param sender address that it came from
 */
public record StoredEvent(long id, String sender, SyslogEvent event) {

    /** The event that a message of the log is. */
    public static StoredEvent of(Entry entry, SyslogParser parser) {
        Message message = entry.message();
        SyslogEvent event = parser.parse(message.text(), message.sender(), message.received());
        return new StoredEvent(entry.id(), message.sender(), event);
    }
}
