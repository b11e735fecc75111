package dev.spillway.internal.buffer;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/** Mappings that end when the JVM's garbage collector lets them go, which may be never. */
final class CollectedMappings implements Disk.Unmapping {
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
    /** References are told of only as long as they are reachable themselves. */
    private final Set<Reference<?>> waiting = new HashSet<>();

    @Override
    public void await(ByteBuffer mapped) {
        waiting.add(new PhantomReference<Object>(mapped, gone));
    }

    @Override
    public int count() {
        int count = 0;
        for (Reference<?> reference = gone.poll(); reference != null; reference = gone.poll()) {
            waiting.remove(reference);
            count++;
        }
        return count;
    }
}
