package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command as a process of its own, which has ended. */
record CommandProcess(int exitCode, String out, String err) {
    private static final long MOST_SECONDS = 60;

    /** Runs it from the classes. */
    static CommandProcess ofClasses(Path scratch, String... words) throws IOException, InterruptedException {
        Path classes = Path.of(SpillwayCommand.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return run(scratch, List.of("-cp", classes.toString(), SpillwayCommand.class.getName()), words);
    }

    /** Runs it from its jar. */
    static CommandProcess ofJar(Path scratch, Path jar, String... words) throws IOException, InterruptedException {
        return run(scratch, List.of("-jar", jar.toString()), words);
    }

    private static CommandProcess run(Path scratch, List<String> program, String... words)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(scratch, "out", ".txt");
        Path err = Files.createTempFile(scratch, "err", ".txt");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.of(List.of(java, "-Xmx64m"), program, List.of(words))
                .flatMap(List::stream)
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new CommandProcess(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
