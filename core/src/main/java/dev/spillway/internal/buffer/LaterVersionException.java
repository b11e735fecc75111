package dev.spillway.internal.buffer;

import java.io.IOException;

/** Says that a file was written by a later version of this library, which alone may touch it. */
final class LaterVersionException extends IOException {
    private static final long serialVersionUID = 1;

    LaterVersionException(int version, int known) {
        super("it has version " + version + ", and this library reads version " + known);
    }
}
