package dev.spillway;

import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.EndpointSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What preset, token and destinations come to.
 *
 * @param preset null if the user has named none
 * @param variants how to send to each destination
 * @param elements of structured data that are stored with each message: those without a token
 */
record Endpoint(
        @Nullable Preset preset,
        Format format,
        Map<Destination, Preset.Variant> variants,
        StructuredDataType.@Nullable Elements elements,
        EndpointSettings settings) {

    /** The preset's limit for messages to a destination; 0 for none. */
    int maxMessageSize(Destination destination) {
        Preset.Variant variant = variants.get(destination);
        return variant == null ? 0 : variant.maxMessageSize();
    }
}
