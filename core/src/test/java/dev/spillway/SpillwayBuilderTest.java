package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Destination.Scheme;
import dev.spillway.internal.transport.tls.TrustSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

final class SpillwayBuilderTest {

    @Test
    void theConveniencesSetTheirOptions(@TempDir Path directory) throws Exception {
        Path caFile = Files.createFile(directory.resolve("ca.pem"));

        Settings settings = Spillway.builder()
                .host("logs.example.com")
                .port(12345)
                .appName("album")
                .caFile(caFile)
                .settings();

        assertThat(settings.delivery().destinations())
                .containsExactly(new Destination(Scheme.TLS, "logs.example.com", 12345));
        assertThat(settings.format().appName()).isEqualTo("album");
        assertThat(settings.transport().tls().trust()).isEqualTo(new TrustSource.Pem(caFile));
        assertThat(Spillway.builder()
                        .destination("syslog+tls://a")
                        .destination("syslog+tls://b")
                        .settings()
                        .delivery()
                        .destinations())
                .hasSize(2);
    }

    @Test
    void whatIsMissingIsToldBeforeAnythingStarts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Spillway.builder().build())
                .withMessageContaining("host")
                .withMessageContaining("destination");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Spillway.builder().resumeOrBuild())
                .withMessageContaining("neither host nor destination is set");
    }

    @Test
    void aWrongPortIsRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Spillway.builder().port(0))
                .withMessage("port is \"0\", which is out of range; allowed is a port from 1 to 65535");
    }

    @Test
    void anEngineNeedsAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Spillway.builder().name(" "))
                .withMessageStartingWith("the engine's name is \"\", which is empty; allowed is text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Spillway.builder().name("a\nb"))
                .withMessageStartingWith("the engine's name is \"a?b\", which has a control character");
    }

    @Test
    void namesWithAnotherShapeAreNoOptions() {
        assertThat(SpillwayBuilder.namesWithAnotherShape())
                .contains("queueSize")
                .doesNotContainAnyElementsOf(SpillwayBuilder.optionNames())
                .doesNotContainAnyElementsOf(SpillwayBuilder.aliases().keySet());
    }

    @Test
    void anIdentityIsThatOfNameAndEffectiveValues() {
        String identity = Spillway.builder().name("main").host("a").identity();

        assertThat(Spillway.builder()
                        .set("bufferSize", "16 MB")
                        .set("fields", "markers,mdc,thread,keyvalues")
                        .destination("syslog+tls://a:6514")
                        .name("main")
                        .identity())
                .isEqualTo(identity);
        assertThat(Spillway.builder().name("other").host("a").identity()).isNotEqualTo(identity);
        assertThat(Spillway.builder().name("main").host("b").identity()).isNotEqualTo(identity);
        assertThat(Spillway.builder()
                        .name("main")
                        .host("a")
                        .set("fields", "mdc")
                        .identity())
                .isNotEqualTo(identity);
        assertThat(Spillway.builder()
                        .name("main")
                        .host("a")
                        .set("mdcExcludes", "x")
                        .identity())
                .isNotEqualTo(identity);
    }

    @Test
    void anIdentityHoldsNoToken() {
        SpillwayBuilder builder = Spillway.builder().host("a").set("structuredData", "[0123456789SECRET@41058]");

        assertThat(builder.identity())
                .doesNotContain("SECRET")
                .isNotEqualTo(Spillway.builder().host("a").identity());
    }

    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    void withoutAReporterTroubleGoesToStandardError() {
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            Reporter reporter = new StandardErrorReporter("main");
            reporter.info("a");
            reporter.warn("b");
            reporter.error("c");
        } finally {
            System.setErr(before);
        }

        assertThat(written.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("spillway main: b", "spillway main: c");
    }
}
