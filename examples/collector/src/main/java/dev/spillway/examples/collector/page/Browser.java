package dev.spillway.examples.collector.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One open stream of server-sent events, as the HTML standard's section "Server-sent events" writes them. Every call
 * hands its event over to the socket before it returns, or fails once the browser has gone.
 */
final class Browser {

    private final OutputStream out;

    Browser(OutputStream out) {
        this.out = out;
    }

    /** Sends an event; neither name nor data may contain a line break. */
    void send(String name, String data) throws IOException {
        write("event: " + name + "\ndata: " + data + "\n\n");
    }

    /** Sends an event whose id the browser names when it comes back. */
    void send(String name, String id, String data) throws IOException {
        write("id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n");
    }

    /** Sends what a browser ignores, to find out whether it is still there. */
    void sendHeartbeat() throws IOException {
        write(":\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
