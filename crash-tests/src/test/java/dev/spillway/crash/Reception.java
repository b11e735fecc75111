package dev.spillway.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A running {@link ReceivingProgram}, as its parent sees it. Ends it when closed. */
final class Reception implements AutoCloseable {
    /** Free, as the program has a network of its own. */
    private static final int PORT = 6514;

    private static final long PATIENCE_SECONDS = 60;

    private final String address;
    private final String transport;
    private final Consumer<byte[]> lines;
    private final Process process;
    private final Thread reader;
    private final CountDownLatch ready = new CountDownLatch(1);

    /**
     * Starts it, and waits until it listens.
     *
     * @param prefix a command that runs the rest of its line where the address is
     * @param transport {@code tcp} or {@code tls}
     * @param authority where the certificate of its authority is to be written, for TLS
     */
    Reception(String[] prefix, String address, String transport, Path authority, Consumer<byte[]> lines)
            throws IOException, InterruptedException {
        this.address = address;
        this.transport = transport;
        this.lines = lines;
        List<String> command = new ArrayList<>(List.of(prefix));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(ReceivingProgram.class.getName(), address, Integer.toString(PORT)));
        if (transport.equals("tls")) {
            command.add(authority.toString());
        }
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        reader = new Thread(this::read, "reception-" + process.pid());
        reader.setDaemon(true);
        reader.start();
        if (!ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            close();
            throw new AssertionError("no endpoint in " + command);
        }
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals(ReceivingProgram.READY)) {
                    ready.countDown();
                } else {
                    lines.accept(line.getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            // It was ended.
        }
    }

    /** Where to send to. */
    String destination() {
        return "syslog+" + transport + "://" + address + ":" + PORT;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }
}
