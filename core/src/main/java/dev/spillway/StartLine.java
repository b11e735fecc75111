package dev.spillway;

import dev.spillway.internal.buffer.BufferSettings;
import dev.spillway.internal.buffer.SpillSettings;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.ProxySettings;
import dev.spillway.internal.transport.TransportSettings;
import java.util.Locale;
import java.util.stream.Collectors;

/** The one line that says at start what an engine will do. */
final class StartLine {
    private static final long KILO = 1024;

    private StartLine() {}

    static String of(Settings settings) {
        BufferSettings buffer = settings.buffer();
        String destinations = settings.delivery().destinations().stream()
                .map(destination -> destination + framing(settings.transport(), destination))
                .collect(Collectors.joining(", else "));
        ProxySettings proxy = settings.transport().proxy();
        return "ships to " + destinations + (proxy == null ? "" : " through proxy " + proxy) + " as "
                + word(settings.format().format()) + "; buffer "
                + where(settings) + ", overflow " + word(buffer.overflow()) + ", replayWindow "
                + size(settings.delivery().replayWindow()) + ", messages up to "
                + size(settings.format().maxMessageSize()
                        + settings.transport().endpoint().addedBytes());
    }

    private static String where(Settings settings) {
        SpillSettings spill = settings.spill();
        return spill == null
                ? size(settings.buffer().bufferBytes()) + " in memory"
                : size(spill.limitBytes()) + " in " + spill.directory();
    }

    private static String framing(TransportSettings settings, Destination destination) {
        return destination.scheme() == Destination.Scheme.UDP
                ? ""
                : " (" + word(settings.framingFor(destination)) + ")";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String size(long bytes) {
        if (bytes > 0 && bytes % (KILO * KILO) == 0) {
            return bytes / (KILO * KILO) + " MB";
        }
        return bytes > 0 && bytes % KILO == 0 ? bytes / KILO + " KB" : bytes + " bytes";
    }
}
