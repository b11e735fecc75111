package dev.spillway;

import dev.spillway.internal.format.FormatSettings.Format;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.EndpointSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What preset, token and destinations come to.
 *
 * @param preset null if the user has named none
 * @param variants how to send to each destination, the preferred first
 * @param elements of structured data that are stored with each message: those without a token
 */
record Endpoint(
        @Nullable Preset preset,
        Format format,
        Map<Destination, PresetVariant> variants,
        StructuredDataType.@Nullable Elements elements,
        EndpointSettings settings) {

    /** Where to send, with the preset's path where the user has named none. */
    List<Destination> destinations() {
        return List.copyOf(variants.keySet());
    }

    /** The preset's limit for messages to a destination; 0 for none. */
    int maxMessageSize(Destination destination) {
        PresetVariant variant = variants.get(destination);
        return variant == null ? 0 : variant.maxMessageSize();
    }

    /** The smallest limit for a request of any destination; 0 for none. */
    int batchSize() {
        return variants.values().stream()
                .mapToInt(PresetVariant::batchSize)
                .filter(size -> size > 0)
                .min()
                .orElse(0);
    }
}
