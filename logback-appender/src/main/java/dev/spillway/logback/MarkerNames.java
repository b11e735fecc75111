package dev.spillway.logback;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Marker;

/** The names of an event's markers and of those they refer to, each once. */
final class MarkerNames {
    private MarkerNames() {}

    static void forEach(List<Marker> markers, Consumer<? super String> sink) {
        int size = markers.size();
        if (size == 1 && !markers.get(0).hasReferences()) {
            sink.accept(markers.get(0).getName());
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < size; i++) {
            collect(markers.get(i), names);
        }
        names.forEach(sink);
    }

    // Markers of one name are one marker to SLF4J, so a name that is known also ends a circle of references.
    private static void collect(Marker marker, Set<String> names) {
        if (!names.add(marker.getName()) || !marker.hasReferences()) {
            return;
        }
        for (Iterator<Marker> references = marker.iterator(); references.hasNext(); ) {
            collect(references.next(), names);
        }
    }
}
