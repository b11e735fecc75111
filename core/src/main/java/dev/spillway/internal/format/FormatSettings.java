package dev.spillway.internal.format;

import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What messages look like. Values are as the user gave them; the format makes them safe.
 *
 * @param facility 0 to 23
 * @param messageId MSGID of every message; null for none
 * @param timeZone of RFC 3164 timestamps; RFC 5424 is always UTC
 * @param maxMessageSize in bytes, without framing
 * @param structuredDataId SD-ID of the event's fields; null to leave them out
 * @param structuredData one or more finished SD-ELEMENTs for every message; null for none
 * @param mdcIncludes names of MDC entries to send; null for all
 * @param mdcExcludes names of MDC entries not to send
 */
public record FormatSettings(
        Format format,
        int facility,
        String hostname,
        String appName,
        String procId,
        @Nullable String messageId,
        ZoneId timeZone,
        int maxMessageSize,
        Oversize oversize,
        Multiline multiline,
        @Nullable String structuredDataId,
        Set<Field> fields,
        @Nullable String structuredData,
        @Nullable Set<String> mdcIncludes,
        Set<String> mdcExcludes,
        boolean includeCallerData) {

    public FormatSettings {
        fields = Set.copyOf(fields);
        mdcIncludes = mdcIncludes == null ? null : Set.copyOf(mdcIncludes);
        mdcExcludes = Set.copyOf(mdcExcludes);
    }

    /** Without what may be a token. */
    @Override
    public String toString() {
        return "FormatSettings[format=" + format + ", facility=" + facility + ", hostname=" + hostname + ", appName="
                + appName + ", procId=" + procId + ", messageId=" + messageId + ", timeZone=" + timeZone
                + ", maxMessageSize=" + maxMessageSize + ", oversize=" + oversize + ", multiline=" + multiline
                + ", structuredDataId=" + structuredDataId + ", fields=" + fields + ", structuredData="
                + (structuredData == null ? "null" : "****") + ", mdcIncludes=" + mdcIncludes + ", mdcExcludes="
                + mdcExcludes + ", includeCallerData=" + includeCallerData + "]";
    }

    /** The syntax of a message. */
    public enum Format {
        RFC5424,
        RFC3164,
        JSON
    }

    /** What becomes of a message larger than {@code maxMessageSize}. */
    public enum Oversize {
        SPLIT,
        TRUNCATE,
        DROP
    }

    /** What becomes of line breaks within a message. */
    public enum Multiline {
        KEEP,
        ESCAPE,
        SPLIT
    }

    /** What of an event goes into structured data. */
    public enum Field {
        THREAD,
        MDC,
        KEYVALUES,
        MARKERS
    }
}
