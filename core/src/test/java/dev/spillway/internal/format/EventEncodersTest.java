package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.internal.format.Rfc5424Parser.Message;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class EventEncodersTest {
    private static final int THREADS = 64;
    private static final int EVENTS = 500;

    private final EventEncoders encoders = new TestSettings().encoders();

    @Test
    void manyThreadsAtOnceDoNotMixTheirEvents() throws Exception {
        Set<Integer> ids = new HashSet<>();
        for (List<Message> messages : encodeOnThreads()) {
            assertThat(messages).hasSize(EVENTS);
            String thread = messages.get(0).element("app@32473").value("thread");
            int before = 0;
            for (int i = 0; i < EVENTS; i++) {
                assertThat(messages.get(i).text()).isEqualTo(textOf(thread, i));
                assertThat(messages.get(i).element("app@32473").value("thread")).isEqualTo(thread);
                assertThat(messages.get(i).sequenceId()).isGreaterThan(before);
                before = messages.get(i).sequenceId();
                ids.add(before);
            }
        }
        assertThat(ids).hasSize(THREADS * EVENTS);
    }

    @Test
    void valueThatLogsWhileItIsEncodedIsAppendedFirst() {
        Messages messages = new Messages();
        TestEvent inner = new TestEvent("inner").mdc("k", "inner");
        TestEvent outer = new TestEvent("outer")
                .mdc("before", "b")
                .keyValue("k", new Hostile(() -> encoders.encode(inner.reader(), inner, messages) + ""))
                .keyValue("after", "a");
        encoders.encode(outer.reader(), outer, messages);

        assertThat(messages.texts()).containsExactly("inner", "outer");
        assertThat(messages.parsed()).extracting(Message::sequenceId).containsExactly(1, 2);
        assertThat(messages.parsed().get(1).element("app@32473").params())
                .extracting(Rfc5424Parser.Param::value)
                .containsExactly("b", "APPENDED", "a");
    }

    @Test
    void valuesThatLogEndlesslyEndByThemselves() {
        Messages messages = new Messages();
        TestEvent event = new TestEvent("outer");
        event.keyValue("k", new Hostile(() -> encoders.encode(event.reader(), event, messages) + ""));

        encoders.encode(event.reader(), event, messages);

        assertThat(messages.sent).isNotEmpty();
        Message last = messages.parsed().get(messages.sent.size() - 1);
        assertThat(last.text()).isEqualTo("outer");
    }

    @Test
    void failureOfTheReaderComesOutAndLeavesTheEncoderUsable() {
        TestEvent failing = new TestEvent("up");
        failing.mdc.add(null);
        Messages messages = new Messages();

        assertThatThrownBy(() -> encoders.encode(failing.reader(), failing, messages))
                .isInstanceOf(NullPointerException.class);

        TestEvent good = new TestEvent("up");
        messages.outcome = encoders.encode(good.reader(), good, messages);
        assertThat(messages.only().string()).endsWith("\"] up");
    }

    @Test
    void failureOfTheSinkComesOutAndLeavesTheEncoderUsable() {
        TestEvent event = new TestEvent("up");
        MessageSink failing = (bytes, offset, length, structuredDataAt, severity, epochMillis, last) -> {
            throw new IllegalStateException("full");
        };

        assertThatThrownBy(() -> encoders.encode(event.reader(), event, failing))
                .hasMessage("full");

        Messages messages = new Messages();
        messages.outcome = encoders.encode(event.reader(), event, messages);
        assertThat(messages.only().string()).endsWith("\"] up");
    }

    @Test
    void refusalIsReported() {
        Messages messages = new Messages();
        messages.capacity = 0;
        TestEvent event = new TestEvent("up");

        assertThat(encoders.encode(event.reader(), event, messages)).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void classesReferToNothingThatWaitsOrEvaluates() throws IOException, URISyntaxException {
        assertThat(classFiles())
                .hasSizeGreaterThan(10)
                .allSatisfy((name, content) -> assertThat(content)
                        .as(name)
                        .doesNotContain(List.of(
                                "java/lang/ThreadLocal",
                                "java/util/concurrent/locks",
                                "java/util/concurrent/ConcurrentHashMap",
                                "javax/naming",
                                "javax/script",
                                "java/io/ObjectInputStream",
                                "java/net/URLClassLoader")));
    }

    /** An event may come first where the stack is almost used up, and what fails to be linked there fails for ever. */
    @Test
    void classesOfTheLogPathLinkNothingAtFirstUse() throws IOException, URISyntaxException {
        Set<String> onlyAtStart = Set.of(
                "FormatSettings.class",
                "SyslogLayout.class",
                "RawStructuredData.class",
                "SafeNames.class",
                "SequenceIds.class");
        Map<String, String> classes = classFiles();
        assertThat(classes).containsKeys(onlyAtStart.toArray(String[]::new));
        classes.keySet().removeAll(onlyAtStart);

        assertThat(classes)
                .allSatisfy((name, content) -> assertThat(content).as(name).doesNotContain("BootstrapMethods"));
    }

    private static Map<String, String> classFiles() throws IOException, URISyntaxException {
        Path classes = Path.of(EventEncoders.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(classes.resolve("dev/spillway/internal/format"))) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private List<List<Message>> encodeOnThreads() throws Exception {
        ExecutorService executor = virtualThreadsIfThereAreAny();
        try {
            CountDownLatch start = new CountDownLatch(THREADS);
            List<Future<List<Message>>> running = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                String name = "thread " + t;
                running.add(executor.submit(() -> {
                    start.countDown();
                    start.await();
                    return encodeMany(name);
                }));
            }
            return results(running);
        } finally {
            executor.shutdown();
            assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static List<List<Message>> results(List<Future<List<Message>>> running)
            throws InterruptedException, ExecutionException {
        List<List<Message>> results = new ArrayList<>();
        for (Future<List<Message>> one : running) {
            results.add(one.get());
        }
        return results;
    }

    private List<Message> encodeMany(String thread) {
        Messages messages = new Messages();
        for (int i = 0; i < EVENTS; i++) {
            TestEvent event = new TestEvent(textOf(thread, i));
            event.thread = thread;
            encoders.encode(event.reader(), event, messages);
        }
        return messages.parsed();
    }

    private static String textOf(String thread, int i) {
        return (thread + " event " + i + " ").repeat(1 + i % 7) + "end";
    }

    private static ExecutorService virtualThreadsIfThereAreAny() throws ReflectiveOperationException {
        if (Runtime.version().feature() < 21) {
            return Executors.newFixedThreadPool(THREADS);
        }
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
}
