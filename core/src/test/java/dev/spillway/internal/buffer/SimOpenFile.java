package dev.spillway.internal.buffer;

import dev.spillway.internal.buffer.Disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of a {@link SimDisk}. */
final class SimOpenFile implements DiskFile {
    private static final int SECTOR = 512;

    private final SimDisk disk;
    private final SimFile file;
    private boolean closed;

    SimOpenFile(SimDisk disk, SimFile file) {
        this.disk = disk;
        this.file = file;
    }

    private void beforeUse(SimDisk.Call call) throws IOException {
        disk.before(call, file.path());
        if (closed) {
            throw new IOException(file.path() + " is closed");
        }
    }

    @Override
    public long size() throws IOException {
        beforeUse(SimDisk.Call.SIZE);
        return file.size();
    }

    @Override
    public int read(ByteBuffer target, long at) throws IOException {
        beforeUse(SimDisk.Call.READ);
        int count = file.read(target, at);
        disk.countRead(count);
        return count;
    }

    @Override
    public void write(ByteBuffer source, long at) throws IOException {
        try {
            beforeUse(SimDisk.Call.WRITE);
        } catch (SimDisk.Crash e) {
            int whole = source.remaining() / SECTOR * SECTOR;
            file.write(source.slice(source.position(), whole / 2 / SECTOR * SECTOR), (int) at);
            throw e;
        }
        file.write(source, (int) at);
    }

    @Override
    public ByteBuffer map(long length) throws IOException {
        beforeUse(SimDisk.Call.MAP);
        return file.map((int) length);
    }

    @Override
    public void force() throws IOException {
        beforeUse(SimDisk.Call.FORCE);
        file.force();
    }

    @Override
    public void close() {
        closed = true;
    }
}
