package dev.spillway;

import dev.spillway.internal.buffer.BufferSettings;
import dev.spillway.internal.delivery.DeliverySettings;
import dev.spillway.internal.format.FormatSettings;
import dev.spillway.internal.transport.TransportSettings;
import java.util.List;

/**
 * All settings of an engine, parsed and checked.
 *
 * @param risks what the user should be told about options that are allowed, but cost safety or do nothing: sentences
 *     without a full stop
 */
record Settings(
        FormatSettings format,
        BufferSettings buffer,
        TransportSettings transport,
        DeliverySettings delivery,
        List<String> risks) {

    Settings {
        risks = List.copyOf(risks);
    }
}
