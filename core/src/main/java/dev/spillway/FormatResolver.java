package dev.spillway;

import dev.spillway.internal.format.EventEncoders;
import dev.spillway.internal.format.FormatSettings;
import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.format.FormatSettings.Multiline;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Destination.Scheme;
import dev.spillway.internal.transport.Framing;
import dev.spillway.internal.transport.TransportSettings;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what messages look like, from what was set and where they go. */
final class FormatResolver {
    private static final int DEFAULT_SIZE = 8192;
    private static final int DEFAULT_DATAGRAM = 1024;
    /** What every receiver must take (RFC 5424 section 6.1). */
    private static final int SMALLEST_MESSAGE = 480;
    /** What an IPv4 packet leaves for a UDP payload. */
    private static final int LARGEST_DATAGRAM = 65_507;

    private final OptionValues values;
    private final List<Destination> destinations;
    private final Endpoint endpoint;
    private final TransportSettings transport;

    FormatResolver(
            OptionValues values, List<Destination> destinations, Endpoint endpoint, TransportSettings transport) {
        this.values = values;
        this.destinations = destinations;
        this.endpoint = endpoint;
        this.transport = transport;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException if options contradict each other
     */
    FormatSettings resolve(ProcessFacts process) {
        String hostname = values.find(Options.HOSTNAME);
        String appName = values.find(Options.APP_NAME);
        String procId = values.find(Options.PROC_ID);
        ZoneId timeZone = values.find(Options.TIME_ZONE);
        String structuredDataId = values.get(Options.STRUCTURED_DATA_ID);
        int maxMessageSize = encodedSize(maxMessageSize());
        checkMdc();
        checkJson();
        List<String> mdcIncludes = values.find(Options.MDC_INCLUDES);
        List<String> mdcExcludes = values.find(Options.MDC_EXCLUDES);
        return new FormatSettings(
                endpoint.format(),
                values.get(Options.FACILITY),
                hostname == null ? process.hostname() : hostname,
                appName == null ? process.appName() : appName,
                procId == null ? process.procId() : procId,
                values.find(Options.MESSAGE_ID),
                timeZone == null ? ZoneId.systemDefault() : timeZone,
                maxMessageSize,
                values.get(Options.OVERSIZE),
                multiline(),
                structuredDataId.isEmpty() ? null : structuredDataId,
                Set.copyOf(values.get(Options.FIELDS)),
                structuredData(structuredDataId, maxMessageSize),
                mdcIncludes == null ? null : Set.copyOf(mdcIncludes),
                mdcExcludes == null ? Set.of() : Set.copyOf(mdcExcludes),
                values.get(Options.INCLUDE_CALLER_DATA));
    }

    private void checkJson() {
        if (endpoint.format() == Format.JSON && !EventEncoders.canWriteJson()) {
            throw Refusal.of(
                    Options.FORMAT.name(),
                    ChoiceType.wordFor(Format.JSON),
                    "needs Jackson 2.16 or newer",
                    "json with com.fasterxml.jackson.core:jackson-databind among the application's dependencies, or"
                            + " rfc5424");
        }
    }

    private int maxMessageSize() {
        Long size = values.find(Options.MAX_MESSAGE_SIZE);
        if (size == null) {
            return destinations.stream().mapToInt(this::defaultSize).min().orElse(DEFAULT_SIZE);
        }
        boolean datagrams = destinations.stream().anyMatch(destination -> destination.scheme() == Scheme.UDP);
        if (datagrams && size > LARGEST_DATAGRAM) {
            throw values.refused(
                    Options.MAX_MESSAGE_SIZE,
                    "no UDP datagram can hold",
                    "at most " + LARGEST_DATAGRAM + " bytes with a syslog+udp destination");
        }
        return size.intValue();
    }

    private int defaultSize(Destination destination) {
        int preset = endpoint.maxMessageSize(destination);
        if (preset > 0) {
            // Not so large that a small buffer would be refused for it.
            long mostForBuffer = values.get(Options.BUFFER_SIZE) / SettingsResolver.MIN_MESSAGES_IN_BUFFER;
            return (int) Math.min(preset, mostForBuffer);
        }
        return destination.scheme() == Scheme.UDP ? DEFAULT_DATAGRAM : DEFAULT_SIZE;
    }

    /** What the token's element, which is added later, leaves of a message. */
    private int encodedSize(int maxMessageSize) {
        int added = endpoint.settings().addedBytes();
        if (added > maxMessageSize / 2) {
            throw values.refused(
                    Options.TOKEN,
                    "leaves too little of a message for the event",
                    "a token that takes at most half of maxMessageSize, which is " + maxMessageSize + " bytes");
        }
        if (added > 0 && maxMessageSize - added < SMALLEST_MESSAGE) {
            throw values.refused(
                    Options.MAX_MESSAGE_SIZE,
                    "leaves too little beside the token",
                    "at least " + (SMALLEST_MESSAGE + added) + " bytes with this token");
        }
        return maxMessageSize - added;
    }

    private Multiline multiline() {
        boolean newlineFraming = destinations.stream()
                .anyMatch(destination ->
                        destination.scheme() != Scheme.UDP && transport.framingFor(destination) == Framing.NEWLINE);
        if (endpoint.format() == Format.JSON) {
            return Multiline.KEEP;
        }
        Multiline multiline = values.find(Options.MULTILINE);
        if (multiline == null) {
            return newlineFraming ? Multiline.ESCAPE : Multiline.KEEP;
        }
        if (newlineFraming && multiline == Multiline.KEEP) {
            throw values.refused(
                    Options.MULTILINE,
                    "would end a message at each line break with newline framing",
                    "escape or split, or framing=octet-counting where the endpoint takes it");
        }
        return multiline;
    }

    private @Nullable String structuredData(String fieldsId, int maxMessageSize) {
        StructuredDataType.Elements elements = endpoint.elements();
        if (elements == null) {
            return null;
        }
        if (endpoint.format() == Format.RFC3164) {
            throw values.refused(Options.STRUCTURED_DATA, "RFC 3164 has no place for", "format=rfc5424 with it");
        }
        if (endpoint.format() == Format.JSON) {
            throw values.refused(Options.STRUCTURED_DATA, "JSON has no place for", "format=rfc5424 with it");
        }
        if (elements.ids().contains("meta")) {
            throw values.refused(
                    Options.STRUCTURED_DATA, "has the SD-ID meta, as each message already does", "any other SD-ID");
        }
        if (elements.ids().contains(fieldsId)) {
            throw values.refused(
                    Options.STRUCTURED_DATA,
                    "has the SD-ID " + fieldsId + ", as an event's fields already do",
                    "another one, there or in structuredDataId");
        }
        if (elements.text().getBytes(StandardCharsets.UTF_8).length > maxMessageSize / 2) {
            throw values.refused(
                    Options.STRUCTURED_DATA,
                    "leaves too little of a message for the event",
                    "at most half of maxMessageSize, which is " + maxMessageSize + " bytes");
        }
        return elements.text();
    }

    private void checkMdc() {
        if (values.isSet(Options.MDC_INCLUDES) && values.isSet(Options.MDC_EXCLUDES)) {
            throw values.refused(
                    Options.MDC_EXCLUDES,
                    "says nothing beside mdcIncludes=" + values.shown(Options.MDC_INCLUDES),
                    "one of the two");
        }
    }
}
