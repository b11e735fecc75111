package dev.spillway.examples.collector.log;

import java.time.Instant;

/**
 * One message as it was received, not yet understood.
 *
 * @param received when the collector had read it, kept to the microsecond
 * @param sender address that it came from; of more than 255 UTF-8 bytes the log keeps none
 * @param text the message without framing
 */
public record Message(Instant received, String sender, String text) {}
