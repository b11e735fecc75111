package dev.spillway.examples.collector.intake;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One UDP port, where each datagram is one message (RFC 5426 section 3.1). One thread reads. */
public final class DatagramListener implements AutoCloseable {

    /** Room for bursts; what does not fit there is lost without a trace, as UDP is. */
    private static final int RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;

    private static final int LARGEST_DATAGRAM = 65_535;

    private final DatagramSocket socket;
    private final Intake intake;
    private final int port;
    private final Thread reader;

    private DatagramListener(DatagramSocket socket, Intake intake) {
        this.socket = socket;
        this.port = socket.getLocalPort();
        this.intake = intake;
        this.reader = new Thread(this::readAll, "collector-udp");
    }

    /** Starts to read from a bound socket, which belongs to the listener from here on. */
    public static DatagramListener start(DatagramSocket socket, Intake intake) throws IOException {
        socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        DatagramListener listener = new DatagramListener(socket, intake);
        listener.reader.start();
        return listener;
    }

    /** Port that it is bound to. */
    public int port() {
        return port;
    }

    private void readAll() {
        byte[] buffer = new byte[LARGEST_DATAGRAM];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    intake.notices().tell("udp: a datagram could not be read (" + e.getMessage() + ").");
                }
                continue;
            }
            take(packet);
        }
    }

    private void take(DatagramPacket packet) {
        byte[] bytes = packet.getData();
        int length = packet.getLength();
        while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r' || bytes[length - 1] == 0)) {
            length--;
        }
        if (length == 0) {
            return;
        }
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        String sender = packet.getAddress().getHostAddress();
        ReceivedEvent received = intake.receive("udp", sender, text);
        if (received == null) {
            return;
        }
        try {
            intake.store().keep(List.of(received));
        } catch (IOException e) {
            intake.notices().tell("udp: a datagram was lost, the log cannot be written (" + e.getMessage() + ").");
        }
    }

    /** Stops reading and frees the port. */
    @Override
    public void close() {
        socket.close();
        try {
            reader.join(300);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
