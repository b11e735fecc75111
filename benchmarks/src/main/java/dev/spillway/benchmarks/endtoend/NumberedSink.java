package dev.spillway.benchmarks.endtoend;

import dev.spillway.testkit.TestCertificates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * An endpoint in a process of its own that counts the numbered events of any shipper and keeps nothing else. It prints
 * {@code port} with its port, obeys the lines on its standard input, and ends with it:
 *
 * <ul>
 *   <li>{@code await <events> <seconds>}: prints {@code arrived} with an {@link Arrivals.Count}, once so many have arrived
 *       or none has for so long;
 *   <li>{@code pause}, {@code resume}, {@code slow <bytes per second>}: how fast it reads;
 *   <li>{@code away}, {@code back}: ends as if it were killed, and comes back on the same port.
 * </ul>
 *
 * <p>Arguments: {@code tls}, {@code tcp}, {@code http} or {@code https}, and a directory for {@link #CA} and {@link #TRUST}.
 */
public final class NumberedSink {
    /** The name of the PEM file with the certificate to be trusted. */
    static final String CA = "ca.pem";
    /** The name of the PKCS #12 file with the certificate to be trusted. */
    static final String TRUST = "trust.p12";
    /** The password of the latter. */
    static final String PASSWORD = "changeit";

    private static final int CHUNK = 64 * 1024;

    private final Arrivals arrivals = new Arrivals();
    private final Throttle throttle = new Throttle();
    private final SinkServer server;

    private NumberedSink(String protocol, Path directory) throws IOException, GeneralSecurityException {
        SSLContext context = protocol.equals("tls") || protocol.equals("https") ? secured(directory) : null;
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "sink");
            thread.setDaemon(true);
            return thread;
        });
        server = protocol.startsWith("http")
                ? new HttpSink(context, threads, this::count)
                : new StreamSink(context, threads, this::count);
    }

    /** Runs until the end of standard input. */
    public static void main(String[] arguments) throws Exception {
        // Small answers are not to wait for anything.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        NumberedSink sink = new NumberedSink(arguments[0], Path.of(arguments[1]));
        System.out.println("port " + sink.server.port());
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            sink.obey(line.split(" ", -1));
        }
        System.exit(0);
    }

    private void obey(String[] words) throws IOException, InterruptedException {
        switch (words[0]) {
            case "await" -> {
                Arrivals.Count count =
                        arrivals.await(Long.parseLong(words[1]), TimeUnit.SECONDS.toNanos(Long.parseLong(words[2])));
                System.out.println("arrived " + count.format());
            }
            case "pause" -> throttle.pause();
            case "resume" -> throttle.resume(Long.MAX_VALUE);
            case "slow" -> throttle.resume(Long.parseLong(words[1]));
            case "away" -> server.goAway();
            case "back" -> {
                throttle.resume(Long.MAX_VALUE);
                server.comeBack();
            }
            default -> throw new IllegalArgumentException("no command " + words[0]);
        }
    }

    private static SSLContext secured(Path directory) throws IOException, GeneralSecurityException {
        TestCertificates certificates = TestCertificates.create();
        Path ca = certificates.writeCaPem(directory.resolve(CA));
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        try (InputStream in = Files.newInputStream(ca)) {
            trust.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        try (OutputStream out = Files.newOutputStream(directory.resolve(TRUST))) {
            trust.store(out, PASSWORD.toCharArray());
        }
        return certificates.loopback().serverContext();
    }

    private void count(InputStream stream) throws IOException {
        NumberedBytes numbers = new NumberedBytes();
        byte[] chunk = new byte[CHUNK];
        throttle.pass(0);
        for (int length = stream.read(chunk); length >= 0; length = stream.read(chunk)) {
            arrivals.add(numbers.next(chunk, length), length);
            throttle.pass(length);
        }
    }
}
