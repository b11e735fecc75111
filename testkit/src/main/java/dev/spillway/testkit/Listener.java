package dev.spillway.testkit;

import java.io.Closeable;
import java.io.IOException;

/** What holds the port: closing it frees the port and ends its thread before it returns. */
interface Listener extends Closeable {
    int port();

    void pauseChanged();

    @Override
    void close() throws IOException;
}
