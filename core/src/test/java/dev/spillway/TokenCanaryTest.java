package dev.spillway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.spillway.testkit.ServerCertificate;
import dev.spillway.testkit.SyslogEndpoint;
import dev.spillway.testkit.TestCertificates;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A token that is found nowhere but on the wire, and passwords that are not found there either. It begins with what {@code .ci/canary} looks for in the output of all
 * tests.
 */
final class TokenCanaryTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** Nobody listens there, and no other test will. */
    private static final int CLOSED_PORT = 1;

    /** So that each engine's name is its own. */
    private static int engines;

    private final String canary = "c4nary" + "-" + new SplittableRandom().nextLong(Long.MAX_VALUE);
    private final List<String> told = new CopyOnWriteArrayList<>();

    @TempDir
    Path directory;

    @Test
    void aHealthyConnectionShowsItToTheEndpointAlone() throws Exception {
        try (SyslogEndpoint endpoint = SyslogEndpoint.tcp().start();
                Spillway engine = builder("syslog+tcp://127.0.0.1:" + endpoint.port())
                        .set("endpoint", "papertrail")
                        .build()) {
            engine.log(event());

            assertThat(endpoint.awaitMessages(1, SOON).get(0).text()).contains("[" + canary + "@41058]");
            checkAll(engine);
        }
        checkFiles();
    }

    @Test
    void aConnectionThatIsRefusedDoesNotShowIt() throws Exception {
        try (Spillway engine = builder("syslog+tls://127.0.0.1:" + CLOSED_PORT)
                .set("endpoint", "papertrail")
                .build()) {
            engine.log(event());

            Awaitility.await().atMost(SOON).until(() -> engine.stats().lastError() != null);
            checkAll(engine);
        }
        checkFiles();
    }

    @Test
    void anAnswerThatRepeatsItDoesNotShowIt() throws Exception {
        for (int status : new int[] {400, 401, 403, 404, 413, 503}) {
            try (RequestRecorder recorder = RequestRecorder.start(status);
                    Spillway engine = builder(recorder.uri("/logs/{token}?key={token}"))
                            .set("header", "X-Key: {token}")
                            .build()) {
                engine.log(event());

                assertThat(recorder.next().toString())
                        .contains("/logs/" + canary + "?key=" + canary, "x-key: " + canary);
                Awaitility.await().atMost(SOON).until(() -> engine.stats().lastError() != null);
                checkAll(engine);
            }
            checkFiles();
        }
    }

    @Test
    void aRefusedValueDoesNotShowIt() {
        String there = "syslog+tls://127.0.0.1:" + 6514;
        for (String wrong :
                List.of(canary + " x", canary + "]", "\"" + canary, canary + "\u00E9", canary.repeat(200))) {
            check(catchThrowable(() -> Spillway.builder().set("token", wrong)));
        }
        check(catchThrowable(() -> builder(there).build()));
        check(catchThrowable(
                () -> builder(there).set("endpoint", "cloudfoundry").build()));
        check(catchThrowable(() -> builder(there)
                .set("endpoint", "papertrail")
                .set("format", "rfc3164")
                .build()));
        check(catchThrowable(() -> builder(there)
                .set("endpoint", "papertrail")
                .set("maxMessageSize", "480")
                .build()));
        check(catchThrowable(() -> Spillway.builder()
                .destination("https://127.0.0.1/x/{token}")
                .set("token", canary + "?")
                .build()));
        check(catchThrowable(() -> Spillway.builder()
                .destination(there)
                .set("structuredData", "[" + canary + "@1][" + canary + "@1]")
                .build()));
        check(catchThrowable(() -> Spillway.builder().set("header", "X-Key " + canary)));
        assertThat(told).isEmpty();
    }

    @Test
    void passwordsAndKeysAreNotShown() throws Exception {
        TestCertificates certificates = TestCertificates.create();
        ServerCertificate own = certificates.forNames("client.example");
        Path pem = directory.resolve("own");
        own.writePem(pem);
        Files.writeString(pem.resolve("key.pem"), "# " + canary + "\n" + own.keyPem());
        Path store = directory.resolve("trust.p12");
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("authority", own.certificate());
        try (OutputStream out = Files.newOutputStream(store)) {
            trust.store(out, canary.toCharArray());
        }
        try (Spillway engine = Spillway.builder()
                .destination("syslog+tls://127.0.0.1:" + CLOSED_PORT + ",syslog+tls://nowhere.invalid:6514")
                .set("proxy", "socks5://user:" + canary + "@127.0.0.1:" + CLOSED_PORT)
                .set("trustStore", store.toString())
                .set("trustStorePassword", canary)
                .set("certFile", pem.resolve("cert.pem").toString())
                .set("keyFile", pem.resolve("key.pem").toString())
                .set("keyPassword", canary)
                .set("spillDirectory", directory.resolve("spill").toString())
                .set("shutdownTimeout", "200ms")
                .set("reconnectionDelay", "10ms")
                .name(nextName())
                .reporter(new Recorder())
                .build()) {
            engine.log(event());

            Awaitility.await().atMost(SOON).until(() -> engine.stats().lastError() != null);
            checkAll(engine);
        }
        Files.delete(pem.resolve("key.pem"));
        checkFiles();
    }

    private SpillwayBuilder builder(String destination) {
        return Spillway.builder()
                .destination(destination)
                .set("token", canary)
                .set("spillDirectory", directory.toString())
                .set("shutdownTimeout", "200ms")
                .set("reconnectionDelay", "10ms")
                .name(nextName())
                .reporter(new Recorder());
    }

    private static String nextName() {
        engines++;
        return name();
    }

    private static String name() {
        return "canary" + engines;
    }

    private static LogEvent event() {
        return LogEvent.of(Severity.WARNING, "com.example.Main", "hello");
    }

    private void checkAll(Spillway engine) throws Exception {
        assertThat(told).isNotEmpty().allSatisfy(this::check);
        check(engine.stats().toString());
        Thread.getAllStackTraces().keySet().forEach(thread -> check(thread.getName()));
        checkMBean();
        // The engine's threads go on changing what is looked at.
        Awaitility.await()
                .atMost(SOON)
                .ignoreException(ConcurrentModificationException.class)
                .until(() -> checkObjects(engine));
    }

    /** Of the engine that was made last; those before may be about to go. */
    private void checkMBean() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("dev.spillway:type=Spillway,name=" + ObjectName.quote(name()));
        Awaitility.await().atMost(SOON).until(() -> server.isRegistered(name));
        for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
            check(String.valueOf(server.getAttribute(name, attribute.getName())));
        }
    }

    /** Asks every object of ours that can be reached from the engine for its text. */
    private boolean checkObjects(Object engine) throws IllegalAccessException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> next = new ArrayDeque<>(List.of(engine));
        while (!next.isEmpty()) {
            Object object = next.poll();
            if (object instanceof Object[] array) {
                Arrays.stream(array).filter(each -> each != null).forEach(next::add);
            } else if (object instanceof Iterable<?> many && !(object instanceof Path)) {
                many.forEach(each -> next.add(each == null ? "" : each));
            } else if (object.getClass().getName().startsWith("dev.spillway.") && seen.add(object)) {
                check(object.toString());
                addFields(object, next);
            }
        }
        assertThat(seen).hasSizeGreaterThan(30);
        return true;
    }

    private static void addFields(Object object, Deque<Object> to) throws IllegalAccessException {
        for (Class<?> type = object.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            if (!type.getName().startsWith("dev.spillway.")) {
                return;
            }
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    Object value = field.get(object);
                    if (value instanceof Map<?, ?> map) {
                        to.addAll(map.values());
                    } else if (value != null) {
                        to.add(value);
                    }
                }
            }
        }
    }

    private void checkFiles() {
        // On a busy machine the engine may still be about to delete some.
        Awaitility.await()
                .atMost(SOON)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .ignoreExceptionsInstanceOf(NoSuchFileException.class)
                .until(this::checkAllFiles);
    }

    private boolean checkAllFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                check(file.toString());
                if (Files.isRegularFile(file)) {
                    check(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return true;
    }

    private void check(Throwable refusal) {
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            check(cause.toString());
        }
    }

    /** Without the text in the message of a failure, where it would show the token. */
    private void check(String text) {
        boolean shown = text.contains(canary);
        assertThat(shown).as(shown ? text.replace(canary, "<the token>") : "").isFalse();
    }

    private final class Recorder implements Reporter {
        @Override
        public void info(String message) {
            told.add(message);
        }

        @Override
        public void warn(String message) {
            told.add(message);
        }

        @Override
        public void error(String message) {
            told.add(message);
        }
    }
}
