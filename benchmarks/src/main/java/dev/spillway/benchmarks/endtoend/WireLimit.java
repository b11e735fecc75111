package dev.spillway.benchmarks.endtoend;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;

/**
 * What the wire allows on this machine: no logging, only frames that were encoded before, with their numbers filled in,
 * as many at a time as fit into one TLS record. {@link #log} writes a single frame, which is what a shipper pays that
 * writes each event by itself.
 */
final class WireLimit implements FrontEnd {
    private static final int MOST_A_WRITE = 16_200;
    private static final String MESSAGE = "<14>1 2026-11-23T08:15:42.123456Z shop benchmark 4711 - "
            + "[app@32473 thread=\"pool-1-thread-1\" requestId=\"5f2c9f1e-77aa-4d0b\" user=\"alice\" tenant=\"north\"]"
            + "[meta sequenceId=\"1234567\"] " + LOGGER + ": Order ~000000000~ of customer " + CUSTOMER
            + " was accepted: 3 positions, 149.90 EUR, payment by card, shipping to 10115 Berlin on Tuesday.";
    private static final byte[] FRAME = (MESSAGE.length() + " " + MESSAGE).getBytes(StandardCharsets.US_ASCII);
    private static final int LAST_DIGIT = new String(FRAME, StandardCharsets.US_ASCII).lastIndexOf('~') - 1;

    private final Socket socket;
    private final OutputStream out;

    /** @param factory for the connection: it decides whether there is TLS */
    WireLimit(SocketFactory factory, int port) {
        try {
            socket = factory.createSocket(InetAddress.getLoopbackAddress(), port);
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void enter() {}

    @Override
    public void log(int number) {
        byte[] frame = FRAME.clone();
        fill(frame, 0, number);
        write(frame, frame.length);
    }

    @Override
    public void logAll(int first, int count) {
        int together = MOST_A_WRITE / FRAME.length;
        byte[] frames = new byte[together * FRAME.length];
        for (int i = 0; i < together; i++) {
            System.arraycopy(FRAME, 0, frames, i * FRAME.length, FRAME.length);
        }
        for (int done = 0; done < count; done += together) {
            int now = Math.min(together, count - done);
            for (int i = 0; i < now; i++) {
                fill(frames, i * FRAME.length, first + done + i);
            }
            write(frames, now * FRAME.length);
        }
    }

    private static void fill(byte[] frames, int at, int number) {
        int rest = number;
        for (int digit = at + LAST_DIGIT; rest > 0; digit--) {
            frames[digit] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Of several threads each writes to its end: both kinds of socket see to that. */
    private void write(byte[] frames, int length) {
        try {
            out.write(frames, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
