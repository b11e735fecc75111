package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProcessFactsTest {

    @Test
    void theHostIsTheFirstThatHasAName(@TempDir Path directory) throws Exception {
        Path kernel = Files.writeString(directory.resolve("hostname"), "kernel-name\n");
        Path blank = Files.writeString(directory.resolve("blank"), "\n");
        Path missing = directory.resolve("missing");

        assertThat(hostname(Map.of("HOSTNAME", " web-1 "), kernel)).isEqualTo("web-1");
        assertThat(hostname(Map.of("HOSTNAME", " ", "COMPUTERNAME", "PC"), kernel))
                .isEqualTo("kernel-name");
        assertThat(hostname(Map.of(), missing, blank, kernel)).isEqualTo("kernel-name");
        assertThat(hostname(Map.of("COMPUTERNAME", "PC"), missing)).isEqualTo("PC");
        assertThat(hostname(Map.of(), missing)).isEqualTo("-");
    }

    @ParameterizedTest
    @CsvSource({
        "com.example.album.Main --port 80, Main",
        "Main, Main",
        "com.example/com.example.App, App",
        "/srv/my apps/album.jar --x, album",
        "album-1.4.2-SNAPSHOT.jar, album",
        "C:\\apps\\caos-album-0.1.jar, caos-album",
        "lib-2go.jar x, lib",
        "log4j-shop.jar, log4j-shop",
        "-1.jar, -1"
    })
    void theApplicationIsTheJarOrTheMainClass(String command, String appName) {
        assertThat(new ProcessFacts(Map.of(), List.of(), command, 1).appName()).isEqualTo(appName);
    }

    @Test
    void anApplicationWithoutAnythingToGoByIsJava() throws InterruptedException {
        String[] appName = new String[1];
        Thread thread = new Thread(() -> appName[0] = new ProcessFacts(Map.of(), List.of(), "", 1).appName());
        thread.start();
        thread.join(60_000);

        assertThat(appName[0]).isEqualTo("java");
    }

    @Test
    void thisProcessHasItsFacts() {
        ProcessFacts facts = ProcessFacts.ofThisProcess();

        assertThat(facts.hostname()).isNotBlank();
        assertThat(facts.appName()).isNotBlank().doesNotContain("/", " ");
        assertThat(facts.procId())
                .isEqualTo(Long.toString(ProcessHandle.current().pid()));
    }

    private static String hostname(Map<String, String> environment, Path... files) {
        return new ProcessFacts(environment, List.of(files), "", 1).hostname();
    }
}
