package dev.spillway.examples.album.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Stands in for collector and album in a process of its own: says its pid, what it was given and, in most modes, that it
 * is ready; ends when its standard input does.
 */
final class FakeProgram {

    private FakeProgram() {}

    /** @param args the name, the mode, and what the launcher adds */
    public static void main(String[] args) throws Exception {
        System.out.println("pid " + ProcessHandle.current().pid());
        System.out.println("args " + String.join(" ", List.of(args)));
        System.out.println("destination " + System.getenv("SPILLWAY_DESTINATION"));
        System.out.println("spill " + System.getenv("SPILLWAY_SPILL_DIRECTORY"));
        System.out.println("ca " + System.getenv("SPILLWAY_CA_FILE"));
        switch (args[1]) {
            case "taken" -> endAsIfThePortWereTaken();
            case "taken-later" -> {
                Path been = Path.of(args[List.of(args).indexOf("--data") + 1] + "-been");
                if (Files.exists(been)) {
                    endAsIfThePortWereTaken();
                }
                Files.createFile(been);
            }
            case "broken" -> throw new IllegalStateException("broken");
            case "stubborn" -> Runtime.getRuntime().addShutdownHook(new Thread(FakeProgram::waitForEver));
            default -> Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("stopped " + args[0])));
        }
        System.out.println(
                args[0].equals("album")
                        ? "caos-album ready: http://127.0.0.1:1/"
                        : "collector ready: page http://127.0.0.1:2/ tls 3 tcp 4 udp 5");
        while (System.in.read() >= 0) {
            continue;
        }
    }

    private static void endAsIfThePortWereTaken() {
        System.out.println("port is taken");
        System.exit(2);
    }

    private static void waitForEver() {
        while (true) {
            try {
                Thread.currentThread().join();
            } catch (InterruptedException e) {
                continue;
            }
        }
    }
}
