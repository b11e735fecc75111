package dev.spillway.internal.buffer;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.HashSet;
import java.util.Set;

/** Deleted files whose blocks the JVM's mapping still holds, until its garbage collector lets it go. The helper's. */
final class Unmapping {
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
    /** References are told of only as long as they are reachable themselves. */
    private final Set<Reference<?>> waiting = new HashSet<>();

    void await(SegmentFile file) {
        waiting.add(file.whenUnmapped(gone));
    }

    /** How many have been unmapped since the last call. */
    int count() {
        int count = 0;
        for (Reference<?> reference = gone.poll(); reference != null; reference = gone.poll()) {
            waiting.remove(reference);
            count++;
        }
        return count;
    }
}
