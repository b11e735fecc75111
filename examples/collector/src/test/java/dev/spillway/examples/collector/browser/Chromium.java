package dev.spillway.examples.collector.browser;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A headless Chromium with a profile of its own. */
public final class Chromium implements AutoCloseable {

    private static final List<String> PROGRAMS = List.of("chromium", "chromium-browser", "google-chrome");

    private static final List<String> ARGUMENTS = List.of(
            "--headless=new",
            "--remote-debugging-port=0",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-background-networking",
            "--disable-background-timer-throttling",
            "--disable-backgrounding-occluded-windows",
            "--disable-component-update",
            "--disable-dev-shm-usage",
            "--disable-extensions",
            "--disable-gpu",
            "--disable-renderer-backgrounding",
            "--disable-sync",
            "--mute-audio",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            "--lang=en-US");

    private final Process process;
    private final DevTools tools;

    private Chromium(Process process, DevTools tools) {
        this.process = process;
        this.tools = tools;
    }

    /** Starts it with an empty directory for whatever it writes; without one on the path the test is skipped. */
    public static Chromium start(Path directory) throws IOException {
        Path program = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(path -> PROGRAMS.stream().map(name -> Path.of(path, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (program == null) {
            System.out.println("SKIPPED, NOT TESTED: there is no chromium on the path, and so no browser");
            return Assumptions.abort("there is no chromium on the path");
        }
        Path profile = Files.createDirectory(directory.resolve("profile"));
        List<String> command = new ArrayList<>(List.of(program.toString(), "--user-data-dir=" + profile));
        command.addAll(ARGUMENTS);
        // Neither root nor a user of a container without name spaces can have one; the pages are ours alone.
        command.add("--no-sandbox");
        command.add("about:blank");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("chromium.log").toFile());
        builder.environment().putAll(Map.of("HOME", directory.toString(), "TMPDIR", directory.toString()));
        Process process = builder.start();
        try {
            return new Chromium(process, new DevTools(address(process, profile.resolve("DevToolsActivePort"))));
        } catch (Throwable e) {
            end(process);
            throw e;
        }
    }

    /** The browser writes its port, and the path of its own end of the protocol, to a file of two lines. */
    private static URI address(Process process, Path file) throws IOException {
        await().atMost(DevTools.PATIENCE)
                .until(() -> !process.isAlive()
                        || (Files.exists(file) && Files.readAllLines(file).size() == 2));
        List<String> lines = Files.readAllLines(file);
        return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
    }

    /** A tab that shares nothing with any other, in that language. */
    public Tab open(String language) {
        String context = tools.call("", "Target.createBrowserContext", Map.of())
                .get("browserContextId")
                .asText();
        String target = tools.call("", "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context))
                .get("targetId")
                .asText();
        String session = tools.call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asText();
        return new Tab(tools, context, session, language);
    }

    @Override
    public void close() {
        tools.close();
        end(process);
    }

    /** Ends it with all its children, which would go on writing to the profile. */
    private static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(
                one -> one.onExit().completeOnTimeout(one, 60, TimeUnit.SECONDS).join());
    }
}
