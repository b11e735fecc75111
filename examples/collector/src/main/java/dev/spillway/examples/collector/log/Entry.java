package dev.spillway.examples.collector.log;

/**
 * A message that stands in the log.
 *
 * @param id position of its record in the log, in bytes since the log began; above 0 and larger than that of any
 *     message before it
 * @param end position behind its record
 */
public record Entry(long id, long end, Message message) {}
