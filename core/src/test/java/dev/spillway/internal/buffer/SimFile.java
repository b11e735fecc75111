package dev.spillway.internal.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;

/** A file of a {@link SimDisk}: its bytes, which move to memory that can be mapped when it is mapped. */
final class SimFile {
    private static final int SECTOR = 512;

    private final Path path;
    private final SimDisk disk;
    private ByteBuffer bytes;
    private byte[] forced = {};
    private boolean sharesForced;
    private int size;
    private boolean mapped;

    SimFile(Path path, byte[] content, SimDisk disk) {
        this.path = path;
        this.bytes = ByteBuffer.wrap(content.clone());
        this.size = content.length;
        this.disk = disk;
    }

    SimFile copy(SimDisk of) {
        SimFile copy = new SimFile(path, content(), of);
        copy.forced = forced;
        copy.sharesForced = true;
        sharesForced = true;
        return copy;
    }

    byte[] content() {
        byte[] content = new byte[size];
        bytes.get(0, content);
        return content;
    }

    void write(ByteBuffer source, int at) throws IOException {
        int end = at + source.remaining();
        if (end - size > disk.free()) {
            throw new IOException("No space left on device");
        }
        if (end > bytes.capacity()) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(end, 2 * bytes.capacity()));
            larger.put(0, bytes, 0, size);
            bytes = larger;
        }
        bytes.put(at, source, source.position(), source.remaining());
        source.position(source.limit());
        size = Math.max(size, end);
    }

    Path path() {
        return path;
    }

    int size() {
        return size;
    }

    int read(ByteBuffer target, long at) {
        int count = (int) Math.max(0, Math.min(target.remaining(), size - at));
        if (count > 0) {
            target.put(target.position(), bytes, (int) at, count).position(target.position() + count);
        }
        return count;
    }

    void poke(int at, int value) {
        bytes.put(at, (byte) value);
    }

    void cut(int length) {
        size = length;
    }

    void force() {
        if (forced.length != size || sharesForced) {
            forced = new byte[size];
            sharesForced = false;
        }
        bytes.get(0, forced);
    }

    ByteBuffer map(int length) {
        if (!mapped) {
            ByteBuffer direct = disk.memory(length);
            direct.put(0, bytes, 0, length);
            bytes = direct;
            mapped = true;
        }
        return bytes.slice(0, length);
    }

    void losePower(Random random) {
        for (int at = 0; at < size; at += SECTOR) {
            int end = random.nextBoolean() ? at : Math.min(size, at + SECTOR);
            for (int i = at; i < end; i++) {
                bytes.put(i, i < forced.length ? forced[i] : 0);
            }
        }
        force();
    }
}
