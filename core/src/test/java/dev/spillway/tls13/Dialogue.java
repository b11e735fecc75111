package dev.spillway.tls13;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A server's side of one connection, record by record: what it reads, and what it says of its own. What has come and was
 * not read stands for what lies in a kernel's buffers: it is gone with the connection. Confined to the server's thread.
 */
final class Dialogue {
    private static final byte[] ANSWER = TlsHandshake.message(TlsHandshake.KEY_UPDATE, new byte[] {0});
    private static final byte[] REQUEST = TlsHandshake.message(TlsHandshake.KEY_UPDATE, new byte[] {1});

    private final Socket socket;
    private final TlsRecords records;
    private final Frames frames;
    private final AtomicInteger answersOfTheClient;
    private final List<byte[]> unread = new ArrayList<>();
    private boolean closed;

    /** @param reader takes each message, once it is read */
    Dialogue(Socket socket, TlsRecords records, Consumer<byte[]> reader, AtomicInteger answersOfTheClient) {
        this.socket = socket;
        this.records = records;
        this.frames = new Frames(reader);
        this.answersOfTheClient = answersOfTheClient;
    }

    /** Reads up to the client's next request; false if the client ends the connection before. */
    boolean readsToRequest() throws IOException, GeneralSecurityException {
        while (!closed) {
            boolean asked = takesRequest();
            reads();
            if (asked) {
                return true;
            }
        }
        return false;
    }

    /** Waits for the client's next request and reads nothing. */
    boolean awaitsRequest() throws IOException, GeneralSecurityException {
        while (!closed) {
            if (takesRequest()) {
                return true;
            }
        }
        return false;
    }

    /** Reads so many messages more, whatever else comes with them. */
    void readsMessages(int count) throws IOException, GeneralSecurityException {
        int end = frames.messages() + count;
        while (!closed && frames.messages() < end) {
            takesRequest();
            reads();
        }
    }

    /** Takes one record off the wire; whether it is a request. */
    private boolean takesRequest() throws IOException, GeneralSecurityException {
        TlsRecords.Content content = records.read();
        switch (content.type()) {
            case TlsRecords.DATA -> unread.add(content.bytes());
            case TlsRecords.ALERT -> closed = true;
            default -> {
                records.updateReading();
                if (Arrays.equals(content.bytes(), REQUEST)) {
                    return true;
                }
                answersOfTheClient.incrementAndGet();
            }
        }
        return false;
    }

    /** Reads what has come. */
    void reads() {
        unread.forEach(frames::take);
        unread.clear();
    }

    /** Reads, and answers each request at once, until the client ends the connection. */
    void serves() throws IOException, GeneralSecurityException {
        while (readsToRequest()) {
            updates();
        }
    }

    /** Updates its keys, which looks the same whether it is an answer or not. */
    void updates() throws IOException, GeneralSecurityException {
        updates(0);
    }

    void updates(int padding) throws IOException, GeneralSecurityException {
        says(ANSWER, padding);
        records.updateWriting();
    }

    /** Updates its keys so many times in a row, which all go off at once. */
    void updatesAtOnce(int count) throws IOException, GeneralSecurityException {
        for (int i = 0; i < count; i++) {
            records.write(TlsRecords.HANDSHAKE, ANSWER, 0);
            records.updateWriting();
        }
        records.flush();
    }

    /** Updates its keys by a message in pieces, each in a record of its own. */
    void updatesInPieces(int firstPiece, int padding) throws IOException, GeneralSecurityException {
        says(Arrays.copyOf(ANSWER, firstPiece), padding);
        says(Arrays.copyOfRange(ANSWER, firstPiece, ANSWER.length), padding);
        records.updateWriting();
    }

    /** Updates its keys twice by one record. */
    void updatesTwiceAtOnce() throws IOException, GeneralSecurityException {
        says(ByteBuffer.allocate(2 * ANSWER.length).put(ANSWER).put(ANSWER).array(), 0);
        records.updateWriting();
        records.updateWriting();
    }

    /** Asks the client to update its keys. */
    void asks() throws IOException, GeneralSecurityException {
        says(REQUEST, 0);
        records.updateWriting();
    }

    /** Hands out a session ticket of so many bytes. */
    void givesTicket(int length) throws IOException, GeneralSecurityException {
        ByteBuffer body = ByteBuffer.allocate(4 + 4 + 2 + 2 + length + 2)
                .putInt(7_200)
                .putInt(length)
                .put((byte) 1)
                .put((byte) unread.size())
                .putShort((short) length);
        says(TlsHandshake.message(TlsHandshake.NEW_SESSION_TICKET, body.array()), 0);
    }

    /** Asks for a certificate after the handshake, which a client has to have offered (section 4.6.2). */
    void asksForCertificate() throws IOException, GeneralSecurityException {
        byte[] schemes = {0, 13, 0, 4, 0, 2, 4, 3};
        ByteBuffer body = ByteBuffer.allocate(1 + 1 + 2 + schemes.length)
                .put((byte) 1)
                .put((byte) 7)
                .putShort((short) schemes.length)
                .put(schemes);
        says(TlsHandshake.message(TlsHandshake.CERTIFICATE_REQUEST, body.array()), 0);
    }

    /** Sends data of its own, hidden in so many bytes of padding. */
    void sends(int length, int padding) throws IOException, GeneralSecurityException {
        records.write(TlsRecords.DATA, new byte[length], padding);
        records.flush();
    }

    /** Ends the connection by a fatal alert. */
    void refuses() throws IOException, GeneralSecurityException {
        byte[] unexpectedMessage = {2, 10};
        records.write(TlsRecords.ALERT, unexpectedMessage, 0);
        records.flush();
        cuts();
    }

    /** Resets the connection, as a process does that is killed with something unread. */
    void cuts() throws IOException {
        closed = true;
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private void says(byte[] handshake, int padding) throws IOException, GeneralSecurityException {
        records.write(TlsRecords.HANDSHAKE, handshake, padding);
        records.flush();
    }
}
