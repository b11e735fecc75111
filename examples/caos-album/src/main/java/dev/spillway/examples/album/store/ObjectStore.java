package dev.spillway.examples.album.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A flat space of objects, each a key and its bytes, as a cloud's object storage offers it.
 *
 * <p>Keys are paths of lower-case letters, digits, dots and hyphens, such as {@code albums/4/about}. An object becomes
 * visible whole or not at all. Implementations are safe for use by many threads.
 */
public interface ObjectStore {

    /** Stores an object, in place of an earlier one under the same key. */
    void put(String key, byte[] content) throws IOException;

    /** Returns the object's bytes, or empty when there is none under the key. */
    Optional<byte[]> get(String key) throws IOException;

    /** Returns the names directly below a key's path, in no particular order; empty when there are none. */
    List<String> list(String folder) throws IOException;
}
