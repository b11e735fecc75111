package dev.spillway.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.logging.log4j.core.config.plugins.PluginVisitorStrategy;
import org.apache.logging.log4j.core.config.plugins.processor.PluginCache;
import org.apache.logging.log4j.core.config.plugins.processor.PluginEntry;
import org.apache.logging.log4j.core.config.plugins.processor.PluginProcessor;
import org.junit.jupiter.api.Test;

/** What stands in the jar beside the classes: how Log4j finds the appender, and what a native image has to keep. */
final class PluginIndexTest {
    private static final String NATIVE = "META-INF/native-image/";
    private static final List<String> METADATA = List.of(
            NATIVE + "log4j-generated/dev.spillway/spillway-log4j2/reflect-config.json",
            NATIVE + "dev.spillway/spillway-log4j2/reflect-config.json");

    @Test
    void indexNamesTheAppender() throws IOException {
        PluginCache cache = new PluginCache();
        cache.loadCacheFiles(Collections.enumeration(List.of(ofThisModule(PluginProcessor.PLUGIN_CACHE_FILE))));

        assertThat(cache.getAllCategories()).containsOnlyKeys("core");
        PluginEntry entry = cache.getCategory("core").get("spillway");
        assertThat(entry.getClassName()).isEqualTo(SpillwayAppender.class.getName());
        assertThat(entry.getName()).isEqualTo("appender");
        assertThat(cache.getCategory("core")).hasSize(1);
    }

    @Test
    void nativeImagesKeepEveryFieldThatLog4jSets() throws Exception {
        Set<String> injected = new TreeSet<>();
        for (Field field : SpillwayAppender.Builder.class.getDeclaredFields()) {
            if (Arrays.stream(field.getAnnotations()).anyMatch(PluginIndexTest::isForLog4j)) {
                injected.add(field.getName());
            }
        }

        assertThat(namesIn("fields", SpillwayAppender.Builder.class)).containsExactlyInAnyOrderElementsOf(injected);
    }

    @Test
    void nativeImagesKeepWhatLog4jCalls() throws Exception {
        assertThat(namesIn("methods", SpillwayAppender.class)).containsExactly("newBuilder");
        assertThat(namesIn("methods", OptionAttributesVisitor.class)).containsExactly("<init>");
    }

    private static boolean isForLog4j(Annotation annotation) {
        return annotation.annotationType().isAnnotationPresent(PluginVisitorStrategy.class);
    }

    private static List<String> namesIn(String members, Class<?> type) throws Exception {
        List<String> names = new ArrayList<>();
        for (String file : METADATA) {
            try (InputStream in = ofThisModule(file).openStream()) {
                for (JsonNode entry : new ObjectMapper().readTree(in)) {
                    if (entry.get("name").asText().equals(type.getName())) {
                        entry.path(members)
                                .forEach(member -> names.add(member.get("name").asText()));
                    }
                }
            }
        }
        return names;
    }

    /** Other jars, and the classes of these tests, have files of the same names. */
    private static URL ofThisModule(String file) throws IOException {
        URL classes =
                SpillwayAppender.class.getProtectionDomain().getCodeSource().getLocation();
        return URI.create(classes + file).toURL();
    }
}
