package dev.spillway.examples.collector.intake;

import dev.spillway.examples.collector.syslog.SyslogEvent;

/**
 * What a listener has read.
 *
 * @param event the message as it was understood
 * @param sender address that it came from
 * @param text the message without framing, as it was sent
 */
public record ReceivedEvent(SyslogEvent event, String sender, String text) {}
