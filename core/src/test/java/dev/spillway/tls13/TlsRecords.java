package dev.spillway.tls13;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** The record layer of TLS 1.3, RFC 8446 section 5: each record as the caller wants it. Confined to one thread. */
final class TlsRecords {
    static final int ALERT = 21;
    static final int HANDSHAKE = 22;
    static final int DATA = 23;

    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HEADER = 5;
    private static final int TAG = 16;

    /** What a record holds, under its true type. */
    record Content(int type, byte[] bytes) {}

    private final DataInputStream in;
    private final OutputStream out;
    private TrafficKeys reading;
    private TrafficKeys writing;

    TlsRecords(Socket socket) throws IOException {
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
        out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
    }

    void keys(TrafficKeys toRead, TrafficKeys toWrite) {
        reading = toRead;
        writing = toWrite;
    }

    void updateReading() throws GeneralSecurityException {
        reading = reading.next();
    }

    void updateWriting() throws GeneralSecurityException {
        writing = writing.next();
    }

    /** The next record; {@link EOFException} at the end of the stream. */
    Content read() throws IOException, GeneralSecurityException {
        flush();
        while (true) {
            byte[] header = in.readNBytes(HEADER);
            if (header.length < HEADER) {
                throw new EOFException();
            }
            byte[] body = new byte[ByteBuffer.wrap(header).getShort(3) & 0xffff];
            in.readFully(body);
            int type = header[0];
            if (type == DATA && reading != null) {
                return opened(reading.open(header, body));
            }
            // Clients send an empty gesture to old middleboxes (appendix D.4).
            if (type != CHANGE_CIPHER_SPEC) {
                return new Content(type, body);
            }
        }
    }

    private static Content opened(byte[] inner) {
        int end = inner.length - 1;
        while (inner[end] == 0) {
            end--;
        }
        return new Content(inner[end], Arrays.copyOf(inner, end));
    }

    /** Adds a record to what {@link #flush} sends, with so many bytes of padding (section 5.4). */
    void write(int type, byte[] content, int padding) throws IOException, GeneralSecurityException {
        if (writing == null) {
            out.write(header(type, content.length).put(content).array());
            return;
        }
        byte[] inner = Arrays.copyOf(content, content.length + 1 + padding);
        inner[content.length] = (byte) type;
        byte[] header = header(DATA, inner.length + TAG).array();
        byte[] sealed = writing.seal(Arrays.copyOf(header, HEADER), inner);
        System.arraycopy(sealed, 0, header, HEADER, sealed.length);
        out.write(header);
    }

    void flush() throws IOException {
        out.flush();
    }

    private static ByteBuffer header(int type, int length) {
        return ByteBuffer.allocate(HEADER + length)
                .put((byte) type)
                .putShort((short) 0x0303)
                .putShort((short) length);
    }
}
