package dev.spillway.acceptance;

import static dev.spillway.acceptance.Forbidden.CLASSES_BY_NAME;
import static dev.spillway.acceptance.Forbidden.END_OF_THE_JVM;
import static dev.spillway.acceptance.Forbidden.NAMING;
import static dev.spillway.acceptance.Forbidden.PRIVATE_MEMBERS_OF_OTHERS;
import static dev.spillway.acceptance.Forbidden.SCRIPTING;
import static dev.spillway.acceptance.Forbidden.SERIALIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.script.ScriptEngineManager;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks into every class of the jars that ship, those of other projects in the command's jar too. */
final class ShippedClassesTest {
    private static final int LEAST_CLASSES = 10;
    private static final int LEAST_CLASSES_OF_THE_COMMAND = 2_000;

    /**
     * What some classes may name all the same.
     *
     * @param classes what the path of a class begins with
     */
    private record Allowed(String classes, Set<Forbidden> what, String reason) {}

    private static final List<Allowed> ALLOWED_OURS = List.of(
            new Allowed("dev/spillway/SpillwayCommand", Set.of(END_OF_THE_JVM), "has a process of its own to end"),
            new Allowed("dev/spillway/SettingsResolver", Set.of(CLASSES_BY_NAME), "asks whether OkHttp is there"),
            new Allowed(
                    "dev/spillway/internal/format/EventEncoders",
                    Set.of(CLASSES_BY_NAME),
                    "asks whether Jackson is there"),
            new Allowed("dev/spillway/jul/ExtRecordReader", Set.of(CLASSES_BY_NAME), "asks whether JBoss's is there"),
            new Allowed(
                    "dev/spillway/jul/ClassNames",
                    Set.of(CLASSES_BY_NAME),
                    "makes the filter, formatter and error manager that the configuration names"));

    private static final List<Allowed> ALLOWED_OTHERS = List.of(
            new Allowed(
                    "com/fasterxml/jackson/",
                    Set.of(CLASSES_BY_NAME, PRIVATE_MEMBERS_OF_OTHERS, SERIALIZATION, SCRIPTING, NAMING),
                    "writes objects of the application's, and reads none for us; the last two are names it refuses"),
            new Allowed(
                    "kotlin/",
                    Set.of(CLASSES_BY_NAME, PRIVATE_MEMBERS_OF_OTHERS, SERIALIZATION, END_OF_THE_JVM),
                    "a standard library for all purposes; OkHttp needs none of these"),
            new Allowed(
                    "okhttp3/",
                    Set.of(CLASSES_BY_NAME, PRIVATE_MEMBERS_OF_OTHERS),
                    "asks which providers of TLS are there"),
            new Allowed(
                    "okio/",
                    Set.of(CLASSES_BY_NAME, PRIVATE_MEMBERS_OF_OTHERS, SERIALIZATION),
                    "its strings of bytes can be serialized, which nobody does"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.spillway.Spillway",
                "dev.spillway.logback.SpillwayAppender",
                "dev.spillway.log4j2.SpillwayAppender",
                "dev.spillway.jul.SpillwayHandler",
                "dev.spillway.testkit.SyslogEndpoint"
            })
    void noClassOfOursNamesWhatIsForbidden(String oneOfThem) throws Exception {
        assertThat(violations(artifactOf(oneOfThem), ALLOWED_OURS, LEAST_CLASSES))
                .isEmpty();
    }

    @Test
    void noClassInTheCommandsJarNamesWhatIsForbidden() throws Exception {
        Path core = artifactOf("dev.spillway.Spillway");
        if (Files.isDirectory(core)) {
            String skipped = "SKIPPED: the command's jar is not packaged in this build";
            System.out.println(skipped);
            Assumptions.abort(skipped);
        }
        List<Allowed> allowed = new ArrayList<>(ALLOWED_OURS);
        allowed.addAll(ALLOWED_OTHERS);
        Path command = core.resolveSibling(core.getFileName().toString().replaceFirst("\\.jar$", "-cli.jar"));
        assertThat(violations(command, allowed, LEAST_CLASSES_OF_THE_COMMAND)).isEmpty();
    }

    @Test
    void theScanFindsAllThatIsForbidden() throws Exception {
        try (InputStream file = Offender.class.getResourceAsStream("ShippedClassesTest$Offender.class")) {
            ConstantPool pool = ConstantPool.read(file);
            assertThat(Forbidden.values())
                    .allSatisfy(one -> assertThat(one.in(pool)).as("%s", one).isNotEmpty());
        }
    }

    /** Where a class comes from: in a whole build the jar that was packaged. */
    private static Path artifactOf(String type) throws ReflectiveOperationException, URISyntaxException {
        return Path.of(Class.forName(type, false, ShippedClassesTest.class.getClassLoader())
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static List<String> violations(Path artifact, List<Allowed> allowed, int leastClasses) throws IOException {
        if (Files.isDirectory(artifact)) {
            return violationsBelow(artifact, allowed, leastClasses);
        }
        try (FileSystem jar = FileSystems.newFileSystem(artifact)) {
            return violationsBelow(jar.getPath("/"), allowed, leastClasses);
        }
    }

    private static List<String> violationsBelow(Path root, List<Allowed> allowed, int leastClasses) throws IOException {
        Map<String, ConstantPool> pools = poolsBelow(root);
        assertThat(pools).hasSizeGreaterThan(leastClasses);
        List<String> found = new ArrayList<>();
        Map<Allowed, Set<Forbidden>> unused = new HashMap<>();
        pools.forEach((name, pool) -> {
            List<Allowed> its = allowed.stream()
                    .filter(one -> name.startsWith(one.classes()))
                    .toList();
            its.forEach(one -> unused.computeIfAbsent(one, any -> EnumSet.copyOf(any.what())));
            for (Forbidden one : Forbidden.values()) {
                List<String> named = one.in(pool);
                if (!named.isEmpty()) {
                    its.forEach(may -> unused.get(may).remove(one));
                }
                if (its.stream().noneMatch(may -> may.what().contains(one))) {
                    named.forEach(what -> found.add(name + " names " + what + ": " + one));
                }
            }
        });
        assertThat(unused)
                .as("allowed and not needed")
                .allSatisfy((may, not) -> assertThat(not).as("%s", may).isEmpty());
        return found;
    }

    /** By the paths of the classes, those for newer JDKs as if they were for all. */
    private static Map<String, ConstantPool> poolsBelow(Path root) throws IOException {
        Map<String, ConstantPool> pools = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file).toString().replaceFirst("^META-INF/versions/\\d+/", "");
                try (InputStream in = Files.newInputStream(file)) {
                    pools.merge(name, ConstantPool.read(in), ConstantPool::and);
                }
            }
        }
        return pools;
    }

    /** Names everything. Never called. */
    private static final class Offender {
        static List<Object> offend() throws Exception {
            List<Object> all = new ArrayList<>(List.of("sun.misc.Unsafe"));
            all.add(new InitialContext());
            all.add(new ObjectInputStream(InputStream.nullInputStream()));
            all.add(new ScriptEngineManager());
            all.add(new URLClassLoader(new URL[] {URI.create("file:/").toURL()}));
            all.add(Runtime.getRuntime().exec(new String[] {"none"}));
            all.add(Class.forName("none"));
            Field field = Offender.class.getDeclaredField("none");
            field.setAccessible(true);
            System.loadLibrary("none");
            System.setProperty("none", "none");
            System.exit(1);
            return all;
        }
    }
}
