package dev.spillway.examples.collector;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/** A TLS 1.3 client that asks its peer for key updates and sees each record that the peer sends. */
final class KeyUpdateClient implements AutoCloseable {

    /** An answer is a record of 27 bytes, or 43 padded ones; tickets and the handshake's records are longer. */
    private static final int LONGEST_ANSWER = 64;

    private static final int RECORD_HEADER_BYTES = 5;

    private final Socket socket;
    private final DataInputStream in;
    private final SSLEngine engine;
    private final ByteBuffer plain;

    KeyUpdateClient(int port, SSLContext trust) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        engine = trust.createSSLEngine("localhost", port);
        engine.setEnabledProtocols(new String[] {"TLSv1.3"});
        engine.setUseClientMode(true);
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        engine.beginHandshake();
        agree();
    }

    private void agree() throws IOException {
        while (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            switch (engine.getHandshakeStatus()) {
                case NEED_WRAP -> wrap(ByteBuffer.allocate(0));
                case NEED_TASK -> engine.getDelegatedTask().run();
                default -> readRecord();
            }
        }
    }

    void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            wrap(bytes);
        }
    }

    private void wrap(ByteBuffer from) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(from, record);
        socket.getOutputStream().write(record.array(), 0, record.position());
    }

    /** Asks for a key update and waits until it has been answered. */
    void awaitAnswerToKeyUpdate() throws IOException {
        engine.beginHandshake();
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            wrap(ByteBuffer.allocate(0));
        }
        while (readRecord() > LONGEST_ANSWER) {
            plain.clear();
        }
    }

    /** Reads one record and returns its length. */
    private int readRecord() throws IOException {
        byte[] header = new byte[RECORD_HEADER_BYTES];
        in.readFully(header);
        int length = ByteBuffer.wrap(header).getShort(3) & 0xffff;
        ByteBuffer record = ByteBuffer.allocate(RECORD_HEADER_BYTES + length).put(header);
        in.readFully(record.array(), RECORD_HEADER_BYTES, length);
        record.rewind();
        plain.clear();
        SSLEngineResult result = engine.unwrap(record, plain);
        while (record.hasRemaining() && result.getStatus() == SSLEngineResult.Status.OK) {
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            }
            result = engine.unwrap(record, plain);
        }
        if (result.getStatus() != SSLEngineResult.Status.OK || plain.position() > 0) {
            throw new IOException("the peer sent what no syslog receiver sends: " + result);
        }
        return RECORD_HEADER_BYTES + length;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
