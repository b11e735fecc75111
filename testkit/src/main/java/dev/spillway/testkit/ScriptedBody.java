package dev.spillway.testkit;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import mockwebserver3.MockResponseBody;
import okio.BufferedSink;

/**
 * A body that ends too soon, or never.
 *
 * @param contentLength what the head promises, -1 for nothing
 */
record ScriptedBody(byte[] bytes, long contentLength, Socket socket) implements MockResponseBody {
    private static final int MISSING_BYTES = 1000;
    private static final byte[] FILLER = "no end of it ".repeat(100).getBytes(StandardCharsets.US_ASCII);

    static ScriptedBody cut(byte[] bytes, Socket socket) {
        return new ScriptedBody(bytes, bytes.length + MISSING_BYTES, socket);
    }

    static ScriptedBody endless(byte[] bytes, Socket socket) {
        return new ScriptedBody(bytes, -1, socket);
    }

    @Override
    public long getContentLength() {
        return contentLength;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        sink.write(bytes);
        sink.flush();
        while (contentLength < 0) {
            // Ends with an exception, once the client has closed the connection.
            sink.write(FILLER);
            sink.flush();
        }
        ReopeningServerSocket.end(socket);
        throw new IOException("cut as scripted");
    }
}
