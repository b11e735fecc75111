package dev.spillway.examples.album.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LauncherProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private Process process;
    private Path log;

    @AfterEach
    void stop() throws Exception {
        process.destroyForcibly().waitFor();
    }

    @Test
    void terminatedLauncherEndsBothProgramsAndKeepsNoFile() throws Exception {
        List<Long> children = startLauncher();

        process.toHandle().destroy();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(children).noneMatch(LauncherProcessTest::isAlive);
        assertThat(Files.readString(log)).contains("stopped album", "stopped collector");
        try (Stream<Path> left = Files.list(directory.resolve("tmp"))) {
            assertThat(left.filter(file -> file.getFileName().toString().startsWith("caos-")))
                    .isEmpty();
        }
    }

    @Test
    void killedLauncherTakesBothProgramsAlong() throws Exception {
        List<Long> children = startLauncher();

        process.destroyForcibly().waitFor();

        await().atMost(PATIENCE).until(() -> children.stream().noneMatch(LauncherProcessTest::isAlive));
    }

    private List<Long> startLauncher() throws IOException {
        start(List.of("-cp", FakePrograms.classPath(), LauncherProcess.class.getName()));
        await().atMost(PATIENCE).until(() -> Files.readString(log).contains("Ctrl-C ends the demo"));
        List<Long> children = process.children().map(ProcessHandle::pid).toList();
        assertThat(children).hasSize(2);
        return children;
    }

    @Test
    void guardedJarRunsAsItWouldByItselfUntilStandardInputEnds() throws Exception {
        Path jar = directory.resolve("program.jar");
        makeJar(jar);
        Path classes = Path.of(GuardedJar.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        start(List.of("-cp", classes.toString(), GuardedJar.class.getName(), jar.toString(), "collector", "ok", "x y"));
        await().atMost(PATIENCE).until(() -> Files.readString(log).contains("collector ready"));
        assertThat(Files.readString(log)).contains("args collector ok x y");

        process.getOutputStream().close();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(log)).contains("stopped collector");
    }

    private static void makeJar(Path jar) throws IOException {
        String entry = FakeProgram.class.getName().replace('.', '/') + ".class";
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeProgram.class.getName());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var in = FakeProgram.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
    }

    private void start(List<String> arguments) throws IOException {
        log = directory.resolve("log");
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        List<String> command = Stream.concat(
                        Stream.of(FakePrograms.java(), "-Djava.io.tmpdir=" + temporary), arguments.stream())
                .toList();
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
