package dev.spillway.logback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.Spillway;
import dev.spillway.SpillwayBuilder;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the setters to core's table of options, both ways. */
final class AppenderOptionsTest {
    /** What is Logback's own business, or has Logback's own syntax. */
    private static final Set<String> OF_THE_FRAMEWORK = Set.of("name", "pattern", "suffixPattern");

    /** Names that core refuses with a word on what to set instead. */
    private static final Set<String> REFUSED =
            Set.of("queueSize", "ringBufferSize", "discardingThreshold", "appendTimeout", "eventDelayLimit");

    @Test
    void settersAreTheOptionsOfCoreAndNoOthers() {
        Set<String> expected = new TreeSet<>(SpillwayBuilder.optionNames());
        expected.addAll(SpillwayBuilder.aliases().keySet());
        expected.addAll(OF_THE_FRAMEWORK);
        expected.addAll(REFUSED);

        assertThat(setters().map(AppenderOptionsTest::property)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void everySetterSetsTheOptionOfItsName() throws Exception {
        SpillwayAppender appender = new SpillwayAppender();
        List<Method> setters = setters()
                .filter(setter -> !OF_THE_FRAMEWORK.contains(property(setter)))
                .toList();

        for (Method setter : setters) {
            setter.invoke(appender, property(setter));
        }

        assertThat(appender.options().settings())
                .hasSameSizeAs(setters)
                .allSatisfy(setting -> assertThat(setting.name()).isEqualTo(setting.value()));
    }

    @Test
    void namesWithoutAMeaningHereAreRefusedWithWhatToSetInstead() {
        for (String name : REFUSED) {
            CollectedOptions options = new CollectedOptions();
            options.set(name, "1");

            assertThat(options.applyTo(Spillway.builder()))
                    .singleElement()
                    .satisfies(refusal -> assertThat(refusal).contains(name).containsAnyOf("bufferSize", "overflow"));
        }
    }

    private static Stream<Method> setters() {
        return Arrays.stream(SpillwayAppender.class.getMethods())
                .filter(method -> method.getName().startsWith("set")
                        && !Modifier.isStatic(method.getModifiers())
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0] == String.class);
    }

    private static String property(Method setter) {
        String name = setter.getName().substring("set".length());
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
