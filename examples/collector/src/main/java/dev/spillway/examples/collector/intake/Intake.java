package dev.spillway.examples.collector.intake;

import dev.spillway.examples.collector.syslog.SyslogParser;

/**
 * What every listener works with.
 *
 * @param parser reads events from messages
 * @param store keeps the events
 * @param notices is told of refused senders
 * @param limits hold for each listener on its own
 */
public record Intake(SyslogParser parser, EventStore store, Notices notices, Limits limits) {}
