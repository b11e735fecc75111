package dev.spillway.internal.delivery;

import dev.spillway.internal.transport.Framing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A simulated endpoint at one address: its scripts, its connections, and what is known of them. */
final class SimPeer {
    private final SimTime time;
    private final Oracle oracle;
    private final Framing framing;
    private final Runnable wake;
    private final List<SimConnection> connections = new ArrayList<>();
    private final List<SimConnection> sockets = new ArrayList<>();
    private final List<Long> attempts = new ArrayList<>();

    private IntFunction<PeerScript> scripts = number -> PeerScript.readAll();
    private boolean up = true;
    private long awayNanos;
    private SimReceipts.Style receipts = SimReceipts.Style.NEVER;
    private int sendBuffer = 256 * 1024;
    private Tally tally = new Tally();
    private int ends;
    private int breaks;
    private int crossings;
    private int open;

    SimPeer(SimTime time, Oracle oracle, Framing framing, Runnable wake) {
        this.time = time;
        this.oracle = oracle;
        this.framing = framing;
        this.wake = wake;
    }

    /** What each connection does; the first has the number 1. */
    SimPeer does(IntFunction<PeerScript> byNumber) {
        scripts = byNumber;
        return this;
    }

    SimPeer always(PeerScript script) {
        return does(number -> script);
    }

    /** Each time a script has come to its end, the port refuses connections for so long. */
    SimPeer staysAway(long nanos) {
        awayNanos = nanos;
        return this;
    }

    /** What our kernel holds of what is on its way there. */
    SimPeer sendBuffer(int bytes) {
        sendBuffer = bytes;
        return this;
    }

    /** How it answers the question what it has read. */
    SimPeer receipts(SimReceipts.Style style) {
        receipts = style;
        return this;
    }

    /** Where it counts what happens. */
    SimPeer tally(Tally its) {
        tally = its;
        return this;
    }

    Tally tally() {
        return tally;
    }

    SimReceipts.Style receipts() {
        return receipts;
    }

    int sendBuffer() {
        return sendBuffer;
    }

    Framing framing() {
        return framing;
    }

    SimConnection connect() {
        attempts.add(time.elapsed());
        PeerScript script = up ? scripts.apply(connections.size() + 1) : PeerScript.refuse();
        SimConnection made = new SimConnection(time, this, script, connections.size() + 1, wake);
        if (up) {
            connections.add(made);
        }
        sockets.add(made);
        open++;
        return made;
    }

    void received(int connection, byte[] message) {
        oracle.received(this, connection, message);
    }

    void ended(int connection) {
        ends++;
        if (awayNanos > 0) {
            stayAway(awayNanos);
        }
    }

    void stayAway(long nanos) {
        up = false;
        time.after(nanos, () -> up = true);
    }

    /** Kills its process: connections are reset, or fall silent; new ones are refused until {@link #revive}. */
    void die(boolean silently) {
        tally.count(silently ? Happening.PEER_VANISHED : Happening.PEER_DIED);
        up = false;
        connections.forEach(connection -> connection.die(silently));
    }

    void revive() {
        up = true;
    }

    /** The process at our end is gone, and its sockets with it. */
    void closeSockets() {
        sockets.forEach(SimConnection::close);
        sockets.clear();
    }

    /** Our machine is gone without a word. */
    void vanishSockets() {
        sockets.forEach(socket -> socket.die(true));
    }

    /** What hangs is reset by our kernel, as it has no sign of the peer. */
    void timeOutSockets() {
        sockets.forEach(SimConnection::timeOut);
    }

    void closed() {
        open--;
    }

    /** A FIN of the peer's was under way when we began our own end: nobody can tell it from an answer. */
    void crossed() {
        crossings++;
    }

    /** It failed over being asked what it has read. */
    void broke() {
        tally.count(Happening.BROKEN_BY_REQUEST);
        breaks++;
    }

    int breaks() {
        return breaks;
    }

    int crossings() {
        return crossings;
    }

    /** How often a script came to its end. */
    int ends() {
        return ends;
    }

    /** Sockets of ours that are not closed. */
    int openSockets() {
        return open;
    }

    List<SimConnection> connections() {
        return connections;
    }

    /** When we tried to connect, in nanoseconds since the simulation began. */
    List<Long> attempts() {
        return attempts;
    }

    boolean isUp() {
        return up;
    }
}
