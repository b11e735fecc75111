package dev.spillway.examples.collector.store;

import dev.spillway.examples.collector.syslog.SyslogEvent;

/**
 * An event of the log.
 *
 * @param id its place in the log; larger than that of all before it
 * @param sender address that it came from
 */
public record StoredEvent(long id, String sender, SyslogEvent event) {}
