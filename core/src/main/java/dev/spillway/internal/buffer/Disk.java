package dev.spillway.internal.buffer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file system as the buffer sees it: a seam, so that tests can bring one that fails. */
public interface Disk {

    /**
     * Makes a directory that only we can enter, with its parents, or checks one that is there.
     *
     * @return the directory in which it, or the first of its parents that were made, has its name; null if none was made
     * @throws IOException if it cannot be made, is a link or no directory, belongs to somebody else, or others may write
     *     to it; the message says which
     */
    @Nullable Path ownDirectory(Path directory) throws IOException;

    /** The names of what is in a directory. */
    List<String> list(Path directory) throws IOException;

    /** Makes a file that only we can read; fails if there is one, or a link. */
    DiskFile create(Path file) throws IOException;

    /** Opens a file for reading and writing; fails if it is a link. */
    DiskFile open(Path file) throws IOException;

    /** Locks a file, which it makes if need be, against other processes and engines; null if another one has it. */
    @Nullable Closeable lock(Path file) throws IOException;

    /** Deletes a file or an empty directory, if it is there. */
    void delete(Path file) throws IOException;

    /** Gives a file another name in its directory. */
    void rename(Path file, String name) throws IOException;

    /** Makes the names in a directory survive a loss of power. */
    void force(Path directory) throws IOException;

    /** Bytes that may still be written to the file system of a directory. */
    long usableBytes(Path directory) throws IOException;

    /** Watches memory that files of one owner were mapped to, and which is in use for as long as anything refers to it. */
    Unmapping unmapping();

    /** Deleted files whose blocks a mapping still holds. One thread at a time. */
    interface Unmapping {

        /** Waits for memory that {@link DiskFile#map} has given, and that is not used any more. */
        void await(ByteBuffer mapped);

        /** How many mappings that were waited for have ended since the last call. */
        int count();
    }

    /** An open file. Reads and writes name their place; they may be called by one thread at a time. */
    interface DiskFile extends Closeable {

        /** The file's length in bytes. */
        long size() throws IOException;

        /** Reads until the target is full or the file ends; returns how many bytes were read. */
        int read(ByteBuffer target, long at) throws IOException;

        /** Writes the whole source. */
        void write(ByteBuffer source, long at) throws IOException;

        /** The file's first {@code bytes} bytes as memory; stays valid after the file is closed. */
        ByteBuffer map(long bytes) throws IOException;

        /** Makes what was written, through the file or its memory, survive a loss of power. */
        void force() throws IOException;

        @Override
        void close();
    }
}
