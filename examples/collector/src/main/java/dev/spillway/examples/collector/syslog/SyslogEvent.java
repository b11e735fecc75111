package dev.spillway.examples.collector.syslog;

import java.time.Instant;

/**
 * One syslog message as it was understood. What the sender left out is an empty string, never null.
 *
 * @param received when the collector had read it
 * @param time when the sender says it happened, or {@code received} if it does not say
 * @param severity of the PRI part, {@link Severity#NOTICE} where there is none (RFC 3164 section 4.3.3)
 * @param facility 0 to 23, 1 (user) where there is no PRI part
 * @param host the name in the header, or the sender's address
 * @param program APP-NAME of RFC 5424 or TAG of RFC 3164
 * @param process PROCID of RFC 5424, or the number in brackets behind a TAG
 * @param messageId MSGID of RFC 5424
 * @param structuredData STRUCTURED-DATA of RFC 5424 as it was sent, brackets included
 * @param message the text, possibly of several lines, possibly with control characters
 */
public record SyslogEvent(
        Instant received,
        Instant time,
        Severity severity,
        int facility,
        String host,
        String program,
        String process,
        String messageId,
        String structuredData,
        String message) {

    /** Whether it has a {@code sequenceId} (RFC 5424 section 7.3.1), by which its sender tells it from all others. */
    public boolean hasSequenceId() {
        if (!structuredData.contains(" sequenceId=\"")) {
            return false;
        }
        int start = 0;
        while (start < structuredData.length()) {
            int end = StructuredData.elementEnd(structuredData, start + 1);
            String element = structuredData.substring(start, end);
            if (element.startsWith("[meta ") && element.contains(" sequenceId=\"")) {
                return true;
            }
            start = end;
        }
        return false;
    }

    /** Characters of text this event holds on to, for callers that bound memory. */
    public int textLength() {
        return host.length()
                + program.length()
                + process.length()
                + messageId.length()
                + structuredData.length()
                + message.length();
    }
}
