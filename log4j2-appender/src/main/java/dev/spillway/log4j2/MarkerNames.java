package dev.spillway.log4j2;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.logging.log4j.Marker;

/** The names of an event's marker and of its parents, each once. */
final class MarkerNames {
    private MarkerNames() {}

    static void forEach(Marker marker, Consumer<? super String> sink) {
        if (!marker.hasParents()) {
            sink.accept(marker.getName());
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        collect(marker, names);
        names.forEach(sink);
    }

    // Markers of one name are one marker to Log4j, so a name that is known also ends a circle of parents.
    private static void collect(Marker marker, Set<String> names) {
        if (!names.add(marker.getName()) || !marker.hasParents()) {
            return;
        }
        for (Marker parent : marker.getParents()) {
            collect(parent, names);
        }
    }
}
