package dev.spillway.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client, a router and a server, each in a network namespace of its own, so that packets can vanish between the two as
 * they do in real networks: without a reset, and unknown to either. Needs root and {@code ip} of iproute2.
 */
final class Namespaces implements AutoCloseable {
    /** The server's address. */
    static final String SERVER = "10.213.1.2";

    private static final String CLIENT = "10.213.0.2";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String name = "spillway-" + ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet();
    private final List<String> made = new ArrayList<>();

    /** Makes them, or skips the test if they cannot be had. */
    Namespaces(String test) throws IOException, InterruptedException {
        // The first one of a machine prepares a directory for all, and two at once would get in each other's way.
        synchronized (NUMBERS) {
            make(test);
        }
    }

    private void make(String test) throws IOException, InterruptedException {
        Shell.require(test, "ip", "netns", "add", client());
        made.add(client());
        try {
            for (String each : List.of(router(), server())) {
                Shell.run("ip", "netns", "add", each);
                made.add(each);
            }
            link(client(), CLIENT, "c", "10.213.0.1");
            link(server(), SERVER, "s", "10.213.1.1");
            heal();
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Joins a namespace to the router's, which is its way to everywhere else. */
    private void link(String namespace, String address, String device, String gateway)
            throws IOException, InterruptedException {
        Shell.run(
                "ip", "-n", router(), "link", "add", device, "type", "veth", "peer", "name", "out", "netns", namespace);
        Shell.run("ip", "-n", router(), "addr", "add", gateway + "/30", "dev", device);
        Shell.run("ip", "-n", router(), "link", "set", device, "up");
        Shell.run("ip", "-n", namespace, "addr", "add", address + "/30", "dev", "out");
        Shell.run("ip", "-n", namespace, "link", "set", "lo", "up");
        Shell.run("ip", "-n", namespace, "link", "set", "out", "up");
        Shell.run("ip", "-n", namespace, "route", "add", "default", "via", gateway);
    }

    private String client() {
        return name + "-c";
    }

    private String router() {
        return name + "-r";
    }

    private String server() {
        return name + "-s";
    }

    /** A command that runs the rest of its line at the client. */
    String[] atClient() {
        return new String[] {"ip", "netns", "exec", client()};
    }

    /** A command that runs the rest of its line at the server. */
    String[] atServer() {
        return new String[] {"ip", "netns", "exec", server()};
    }

    /** Every packet vanishes from now on. */
    void blackHole() throws IOException, InterruptedException {
        forward(0);
    }

    /** Packets pass again. */
    void heal() throws IOException, InterruptedException {
        forward(1);
    }

    private void forward(int value) throws IOException, InterruptedException {
        Shell.run("ip", "netns", "exec", router(), "sh", "-c", "echo " + value + " > /proc/sys/net/ipv4/ip_forward");
    }

    /** Lets so much through to the server, by a token bucket, or skips the test if there is no {@code tc}. */
    void limitTo(String rate) throws InterruptedException {
        Shell.require(
                "rate limit",
                ("tc -n " + router() + " qdisc add dev s root tbf rate " + rate + " burst 32kbit latency 400ms")
                        .split(" "));
    }

    void unlimit() throws IOException, InterruptedException {
        Shell.run("tc", "-n", router(), "qdisc", "del", "dev", "s", "root");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (String each : made) {
            Shell.run("ip", "netns", "del", each);
        }
    }
}
