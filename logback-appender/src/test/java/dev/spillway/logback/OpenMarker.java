package dev.spillway.logback;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Marker;

/** A marker that does not look what it refers to, as SLF4J's own does: so references may run in a circle. */
final class OpenMarker implements Marker {
    private static final long serialVersionUID = 1;

    private final String name;
    private final transient List<Marker> references = new ArrayList<>();

    OpenMarker(String name) {
        this.name = name;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public void add(Marker reference) {
        references.add(reference);
    }

    @Override
    public boolean remove(Marker reference) {
        return references.remove(reference);
    }

    @Deprecated
    @Override
    public boolean hasChildren() {
        return hasReferences();
    }

    @Override
    public boolean hasReferences() {
        return !references.isEmpty();
    }

    @Override
    public Iterator<Marker> iterator() {
        return references.iterator();
    }

    @Override
    public boolean contains(Marker other) {
        return references.contains(other);
    }

    @Override
    public boolean contains(String other) {
        return references.stream().anyMatch(marker -> marker.getName().equals(other));
    }
}
