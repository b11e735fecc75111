package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spillway.applications.RunningApplication;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class ShopIT {
    private static final int SIGTERM_STATUS = 128 + 15;
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    @TempDir
    private Path directory;

    @Test
    void firstLineAtTheStartAndLastLineAtTheEndArrive() throws Exception {
        try (RunningApplication shop = RunningApplication.start(directory)) {
            CompletableFuture<String> last = shop.getLater("/orders/last");
            shop.awaitLine("the last order begins");

            assertThat(shop.terminate()).as(shop.printed()).isEqualTo(SIGTERM_STATUS);
            assertThat(last).succeedsWithin(RunningApplication.PATIENCE).isEqualTo("done");
            shop.awaitLine("the shop is closed");
            assertThat(shop.lines().get(0)).contains("ShopApplication: Starting ShopApplication");
            assertThat(shop.lines())
                    .containsSubsequence(
                            "shop.Orders: the last order begins",
                            "shop.Orders: the shop closes",
                            "shop.Orders: the last order is done",
                            "shop.Orders: the shop is closed")
                    .endsWith("shop.Orders: the shop is closed")
                    .doesNotHaveDuplicates();
            assertThat(shop.sequenceIds()).isSorted().doesNotHaveDuplicates();
        }
    }

    /** Spring Boot 3 has OkHttp run on an older Kotlin than it asks for. */
    @Test
    @EnabledIfSystemProperty(
            named = "spillway.application",
            matches = ".*boot3-logback.*",
            disabledReason = "once is enough")
    void firstLineAndLastLineArriveOverHttps() throws Exception {
        try (RunningApplication shop = RunningApplication.startOverHttps(directory)) {
            shop.get("/orders/1");

            assertThat(shop.terminate()).as(shop.printed()).isEqualTo(SIGTERM_STATUS);
            shop.awaitLine("the shop is closed");
            assertThat(shop.lines().get(0)).contains("ShopApplication: Starting ShopApplication");
            assertThat(shop.lines())
                    .contains("shop.Orders: order 1 is placed on a platform thread")
                    .endsWith("shop.Orders: the shop is closed")
                    .doesNotHaveDuplicates();
            assertThat(shop.printed()).doesNotContain("NoSuchMethodError", "NoClassDefFoundError");
        }
    }

    @Test
    void nothingIsLostWhenLoggingIsConfiguredAgain() throws Exception {
        try (RunningApplication shop = RunningApplication.start(directory)) {
            assertThat(shop.get("/actuator/health")).contains("UP");
            shop.get("/orders/1");
            shop.post("/logging", "{}");
            shop.get("/orders/2");
            shop.post("/actuator/loggers/shop", "{\"configuredLevel\": \"DEBUG\"}");
            shop.get("/orders/3");

            assertThat(shop.terminate()).as(shop.printed()).isEqualTo(SIGTERM_STATUS);
            shop.awaitLine("the shop is closed");
            assertThat(shop.lines())
                    .filteredOn(line -> line.matches("shop\\.(Orders|LoggingAgain): .*") && !line.contains("port"))
                    .containsExactly(
                            "shop.Orders: order 1 is placed on a platform thread",
                            "shop.LoggingAgain: logging ends",
                            "shop.LoggingAgain: logging begins again",
                            "shop.Orders: order 2 is placed on a platform thread",
                            "shop.Orders: order 3 in detail",
                            "shop.Orders: order 3 is placed on a platform thread",
                            "shop.Orders: the shop closes",
                            "shop.Orders: the shop is closed");
            // One engine from the first line to the last.
            assertThat(shop.connections()).isEqualTo(1);
            assertThat(shop.sequenceIds()).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void everyVirtualThreadIsHeard() throws Exception {
        int requests = 200;
        assumeTrue(
                Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS,
                "SKIPPED: virtual threads need a JDK from 21 on");
        try (RunningApplication shop = RunningApplication.start(directory, "spring.threads.virtual.enabled=true")) {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 1; i <= requests; i++) {
                answers.add(shop.getLater("/orders/" + i));
            }
            answers.forEach(CompletableFuture::join);

            shop.terminate();
            shop.awaitLine("the shop is closed");
            List<String> expected = new ArrayList<>();
            for (int i = 1; i <= requests; i++) {
                expected.add("shop.Orders: order " + i + " is placed on a virtual thread");
            }
            assertThat(shop.lines())
                    .filteredOn(line -> line.contains("is placed"))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}
