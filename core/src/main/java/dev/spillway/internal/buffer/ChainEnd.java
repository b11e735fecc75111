package dev.spillway.internal.buffer;

/** Ends a chain of segments for ever: what is appended from then on finds no room. */
final class ChainEnd {
    private ChainEnd() {}

    /**
     * Puts a segment without room behind the last one, which no logger can then extend.
     *
     * @param from any segment of the chain that is not over
     */
    static void putBehind(LiveSegment from) {
        LiveSegment last = from;
        last.sealNow();
        while (!last.extend(end(last))) {
            LiveSegment next = last.next();
            if (next == null) {
                return;
            }
            last = next;
            last.sealNow();
        }
    }

    private static LiveSegment end(LiveSegment last) {
        Memory nothing = Memory.allocate(0);
        LiveSegment end = new LiveSegment(nothing, last.number() + 1, last.base() + last.capacity(), false);
        end.sealNow();
        end.leave();
        return end;
    }
}
