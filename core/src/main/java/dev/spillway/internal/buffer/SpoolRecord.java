package dev.spillway.internal.buffer;

import dev.spillway.Severity;

/**
 * A message found on disk.
 *
 * @param epochMillis when its event was logged
 * @param standsForEvent whether it is its event's last message, by which events are counted
 * @param message as it would be sent, without framing
 */
@SuppressWarnings("ArrayRecordComponent") // made to be read once, never compared
public record SpoolRecord(long epochMillis, Severity severity, boolean standsForEvent, byte[] message) {}
