package dev.spillway;

import dev.spillway.internal.buffer.BufferSettings;
import dev.spillway.internal.buffer.SpillSettings;
import dev.spillway.internal.delivery.DeliverySettings;
import dev.spillway.internal.format.FormatSettings;
import dev.spillway.internal.transport.TransportSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All settings of an engine, parsed and checked.
 *
 * @param spill null for a buffer in memory alone
 * @param risks what the user should be told about options that are allowed, but cost safety or do nothing: sentences
 *     without a full stop
 */
record Settings(
        FormatSettings format,
        BufferSettings buffer,
        @Nullable SpillSettings spill,
        TransportSettings transport,
        DeliverySettings delivery,
        List<String> risks) {

    Settings {
        risks = List.copyOf(risks);
    }
}
