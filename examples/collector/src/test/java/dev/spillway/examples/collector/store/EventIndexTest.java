package dev.spillway.examples.collector.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spillway.examples.collector.log.Entry;
import dev.spillway.examples.collector.log.EventLog;
import dev.spillway.examples.collector.log.LogSettings;
import dev.spillway.examples.collector.log.Message;
import dev.spillway.examples.collector.query.Query;
import dev.spillway.examples.collector.query.QueryMistake;
import dev.spillway.examples.collector.query.QueryParser;
import dev.spillway.examples.collector.syslog.SyslogParser;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventIndexTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path directory;

    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final SyslogParser parser = new SyslogParser(Clock.systemUTC());
    private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private EventLog log;
    private EventIndex index;

    @BeforeEach
    void open() throws IOException {
        open(LogSettings.defaults(), StoreSettings.defaults());
    }

    private void open(LogSettings logSettings, StoreSettings settings) throws IOException {
        Files.createDirectories(logDirectory());
        log = EventLog.open(logDirectory(), logSettings, Clock.systemUTC(), notices::add);
        index = EventIndex.start(directory.resolve("index"), log, parser, settings, clock, notices::add);
    }

    private Path logDirectory() {
        return directory.resolve("log");
    }

    @AfterEach
    void close() throws IOException {
        index.close();
        log.close();
    }

    private List<Entry> receive(Instant time, String... texts) throws IOException {
        return log.append(Arrays.stream(texts)
                .map(text -> new Message(time, "10.0.0.1", text))
                .toList());
    }

    private List<Entry> receive(String... texts) throws IOException {
        return receive(NOW, texts);
    }

    private void awaitIndexed() {
        await().atMost(PATIENCE).until(() -> index.findable() == log.end());
    }

    private static Query query(String text) throws QueryMistake {
        return QueryParser.parse(text);
    }

    private Hits hits(String text) throws IOException, QueryMistake {
        return index.find(Search.newest(query(text), 100));
    }

    private List<String> find(String text) throws IOException, QueryMistake {
        return messages(hits(text));
    }

    private static List<String> messages(Hits hits) {
        return hits.events().stream().map(stored -> stored.event().message()).toList();
    }

    @Test
    void queriesFindWhatPapertrailsWould() throws Exception {
        receive(
                "<14>1 - Web-1 web-app 7 - - GET /albums/4 HTTP/1.1",
                "<78>1 - web-1 crond 8 - - run-parts cron crond",
                "<35>1 - db sshd 9 - - failed for album",
                "<14>1 - web-2 web-app 7 - - GET /albums/44 HTTP/1.1",
                "<14>1 - web-2 album 7 - - 앨범을 열었다");
        awaitIndexed();

        assertFinds("", "12345");
        assertFinds("cron", "2");
        assertFinds("CROND", "2");
        assertFinds("albums", "14");
        assertFinds("alb*", "1345");
        assertFinds("\"GET /albums/4 HTTP\"", "1");
        assertFinds("GET albums", "14");
        assertFinds("\"albums get\"", "");
        assertFinds("program:sshd", "3");
        assertFinds("program:web-app", "14");
        assertFinds("program:(sshd OR crond)", "23");
        assertFinds("sender:db", "3");
        assertFinds("db", "3");
        assertFinds("message:db", "");
        assertFinds("severity:error", "3");
        assertFinds("-severity:error", "1245");
        assertFinds("facility:cron", "2");
        assertFinds("get -\"albums 44\"", "1");
        assertFinds("-get -failed", "25");
        assertFinds("(cron program:crond) OR severity:err", "23");
        assertFinds("앨범", "5");
        assertFinds("범을", "5");
        assertFinds("앨", "5");
        assertFinds("사진", "");
    }

    /** Finds just those of the five events, by their places from 1 on. */
    private void assertFinds(String text, String places) throws IOException, QueryMistake {
        List<String> all = find("");
        assertThat(find(text))
                .as(text)
                .isEqualTo(
                        places.chars().mapToObj(place -> all.get(place - '1')).toList());
    }

    @Test
    void pagesLeadFromTheNewestToTheOldestAndBack() throws Exception {
        receive(IntStream.range(0, 95).mapToObj(i -> "<14>p: event " + i).toArray(String[]::new));
        awaitIndexed();
        Search search = Search.newest(query("event"), 30);
        List<String> all = new ArrayList<>();
        Hits page = index.find(search);
        int pages = 1;
        while (!page.complete()) {
            all.addAll(0, messages(page));
            page = index.find(search.before(page.events().get(0).id()));
            pages++;
        }
        all.addAll(0, messages(page));
        assertThat(pages).isEqualTo(4);
        assertThat(all)
                .isEqualTo(IntStream.range(0, 95).mapToObj(i -> "event " + i).toList());

        Hits first = index.find(search.fromOldest());
        assertThat(messages(first)).isEqualTo(all.subList(0, 30));
        assertThat(first.complete()).isFalse();
        Hits second =
                index.find(search.fromOldest().after(first.events().get(29).id()));
        assertThat(messages(second)).isEqualTo(all.subList(30, 60));
    }

    @Test
    void timesAndSystemsNarrowASearchAndTheWindowBoundsIt() throws Exception {
        receive(NOW.minus(Duration.ofHours(49)), "<14>1 - web p - - - too old");
        receive(NOW.minus(Duration.ofHours(2)), "<14>1 - web p - - - two hours");
        receive(NOW.minus(Duration.ofHours(1)), "<14>1 - DB p - - - one hour");
        receive(NOW, "<14>1 - web p - - - now");
        awaitIndexed();
        Search all = Search.newest(new Query.All(), 10);

        assertThat(messages(index.find(all))).containsExactly("two hours", "one hour", "now");
        assertThat(messages(index.find(all.between(NOW.minus(Duration.ofMinutes(90)), NOW.minusMillis(1)))))
                .containsExactly("one hour");
        assertThat(messages(index.find(all.in(List.of("db", "nowhere"))))).containsExactly("one hour");
        assertThat(index.newestOfEachSystem())
                .extracting(stored -> stored.event().message())
                .containsExactly("one hour", "now");
    }

    @Test
    void searchGoesOnAfterARestartAndAfterTheIndexIsLostOrDamaged() throws Exception {
        receive("<14>p: one", "<14>p: two");
        awaitIndexed();
        reopen();
        receive("<14>p: three");
        awaitIndexed();
        assertThat(find("")).containsExactly("one", "two", "three");

        index.close();
        log.close();
        damage("segments_*");
        open();
        awaitIndexed();
        assertThat(find("")).containsExactly("one", "two", "three");
        assertThat(notices).singleElement().asString().startsWith("The index cannot be used (");

        index.close();
        log.close();
        delete(directory.resolve("index"), "*");
        open();
        awaitIndexed();
        assertThat(find("")).containsExactly("one", "two", "three");
    }

    private void reopen() throws IOException {
        close();
        open();
    }

    private void damage(String glob) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve("index"), glob)) {
            for (Path file : files) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        }
    }

    private static void delete(Path from, String glob) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from, glob)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    @Test
    void eventsThatTheLogHasLostAreNotFoundAndTheirPlaceIsUsedAgain() throws Exception {
        receive("<14>p: kept");
        long end = log.end();
        receive("<14>p: lost");
        awaitIndexed();
        close();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(logDirectory(), "*.log")) {
            Path file = files.iterator().next();
            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) end));
        }
        open();
        receive("<14>p: after");
        awaitIndexed();

        assertThat(find("")).containsExactly("kept", "after");
        assertThat(find("lost")).isEmpty();
    }

    @Test
    void logIsKeptForATimeAndUpToASize() throws Exception {
        close();
        LogSettings small = new LogSettings(1, Duration.ofHours(1), Duration.ZERO);
        open(small, StoreSettings.defaults());
        receive("<14>p: old");
        receive("<14>p: young");
        receive("<14>p: youngest");
        awaitIndexed();
        close();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(logDirectory(), "*00.log")) {
            Files.setLastModifiedTime(
                    files.iterator().next(),
                    FileTime.from(NOW.minus(Duration.ofDays(7)).minusSeconds(1)));
        }
        clock = Clock.fixed(NOW.plusSeconds(1), ZoneOffset.UTC);
        open(small, StoreSettings.defaults());
        await().atMost(PATIENCE).until(() -> find("").equals(List.of("young", "youngest")));
        close();

        open(small, new StoreSettings(Duration.ofDays(7), 1, Duration.ofDays(2), 1));
        await().atMost(PATIENCE).until(() -> find("").equals(List.of("youngest")));
    }

    @Test
    void monthsTextIsCountedAndOutlastsARestart() throws Exception {
        receive("<14>p: 12345", "<14>p: 앨범");
        receive(NOW.minus(Duration.ofDays(30)), "<14>p: last month");
        awaitIndexed();
        assertThat(index.monthBytes()).isEqualTo(11);
        close();
        open(LogSettings.defaults(), new StoreSettings(Duration.ofDays(7), 1 << 20, Duration.ofDays(2), 12));
        assertThat(index.monthBytes()).isEqualTo(11);
        assertThat(notices).isEmpty();
        receive("<14>p: too much");
        await().atMost(PATIENCE).until(() -> !notices.isEmpty());
        assertThat(notices)
                .singleElement()
                .asString()
                .startsWith("This month has brought more than --monthly, 12 bytes");
    }
}
