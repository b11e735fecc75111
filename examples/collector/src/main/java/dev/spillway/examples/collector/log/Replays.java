package dev.spillway.examples.collector.log;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Knows messages that come a second time: of each sender the last 200,000, by a 64-bit hash of the whole text. All
 * senders share a bound of memory; beyond it the one that was silent for longest is forgotten. Confined to one thread
 * at a time.
 */
public final class Replays {

    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final long SENDER_BYTES = 200;

    private final long mostBytes;
    private final Map<String, SenderMemory> senders = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** Within 64 MB. */
    public Replays() {
        this(MOST_BYTES);
    }

    Replays(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Remembers a message, which must have a sequence number in its text.
     *
     * @param sender host, program and process
     * @return whether it is new; false for a replay
     */
    public boolean add(String sender, String text) {
        SenderMemory memory = senders.get(sender);
        if (memory == null) {
            memory = new SenderMemory();
            senders.put(sender, memory);
            bytes += memory.bytes() + sizeOf(sender);
        }
        long before = memory.bytes();
        boolean isNew = memory.add(hash(text));
        bytes += memory.bytes() - before;
        forgetSilent();
        return isNew;
    }

    /** Takes back the sender's message that was added last. */
    public void takeBack(String sender) {
        SenderMemory memory = senders.get(sender);
        if (memory != null) {
            memory.removeNewest();
        }
    }

    private void forgetSilent() {
        Iterator<Map.Entry<String, SenderMemory>> longestSilent =
                senders.entrySet().iterator();
        while (bytes > mostBytes && senders.size() > 1) {
            Map.Entry<String, SenderMemory> forgotten = longestSilent.next();
            bytes -= forgotten.getValue().bytes() + sizeOf(forgotten.getKey());
            longestSilent.remove();
        }
    }

    private static long sizeOf(String sender) {
        return SENDER_BYTES + 2L * sender.length();
    }

    private static long hash(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        return hash;
    }
}
