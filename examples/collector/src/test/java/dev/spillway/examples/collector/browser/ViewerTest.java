package dev.spillway.examples.collector.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.examples.collector.RunningCollector;
import dev.spillway.examples.collector.Senders;
import dev.spillway.examples.collector.StartException;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The event viewer, as a person at a browser has it. */
final class ViewerTest {

    private static final String ROWS = "document.querySelectorAll('.event').length";
    private static final String MESSAGES =
            "[...document.querySelectorAll('.event .message')].map(message => message.textContent)";
    private static final String SELECTED = "document.querySelector('.event[aria-current] .message').textContent";
    private static final int MOST_ROWS = 600;

    @TempDir
    private static Path directory;

    private static Chromium chromium;

    @TempDir
    private Path data;

    private RunningCollector running;
    private Tab tab;

    @BeforeAll
    static void startBrowser() throws IOException {
        chromium = Chromium.start(directory);
    }

    @AfterAll
    static void endBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void start() throws StartException {
        running = RunningCollector.withoutLogin(data);
        tab = chromium.open("en-US");
    }

    @AfterEach
    void close() {
        tab.close();
        running.close();
        assertThat(tab.problems()).isEmpty();
    }

    private void open() {
        tab.go(running.collector().pageAddress());
        tab.await("document.getElementById('status').dataset.state === 'live'");
    }

    private void log(Stream<String> lines) throws IOException {
        try (Socket socket = Senders.tcp(running.collector().tcpPort())) {
            Senders.send(socket, lines.collect(Collectors.joining("\n", "", "\n")));
        }
    }

    private static String line(String host, String program, String message) {
        return "<14>1 - " + host + " " + program + " 7 - - " + message;
    }

    private static Stream<String> lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> line("web-" + i % 2, "album", "event " + i));
    }

    private List<String> messages() {
        return List.of(tab.text("JSON.stringify(" + MESSAGES + ")"));
    }

    @Test
    void eventsAppearAsTheyArriveAndPausesAreCaughtUpWith() throws IOException {
        open();
        tab.await("!document.getElementById('empty').hidden");

        log(lines(3));
        tab.await(ROWS + " === 3");
        assertThat(messages()).containsExactly("[\"event 0\",\"event 1\",\"event 2\"]");

        tab.press(" ");
        tab.await("document.getElementById('pause').textContent === 'Resume'");
        log(Stream.of(line("db", "store", "while paused")));
        tab.await("document.getElementById('follow').textContent === '↓ 1 new'");
        assertThat(tab.value(ROWS).asInt()).isEqualTo(3);

        tab.press(" ");
        tab.await(ROWS + " === 4");
        tab.await("document.getElementById('follow').hidden");
    }

    @Test
    void searchLeadsToContextAndReloadToTheSamePlace() throws IOException {
        log(Stream.concat(
                lines(300), Stream.concat(Stream.of(line("db", "store", "a needle <b>here</b>")), lines(300))));
        running.awaitEvents(601);
        open();

        tab.press("/");
        tab.type("needle");
        tab.await(ROWS + " === 1 && " + MESSAGES + "[0].includes('needle')");
        assertThat(tab.text("document.querySelector('.event mark').textContent"))
                .isEqualTo("needle");
        assertThat(tab.text("document.getElementById('explanation').textContent"))
                .isEqualTo("events with \"needle\"");
        assertThat(tab.text("location.hash")).isEqualTo("#q=needle");

        tab.press("Enter");
        tab.press("j");
        tab.await(SELECTED + ".includes('needle')");
        tab.press("c");
        tab.await(ROWS + " > 300 && " + SELECTED + ".includes('needle')");
        String place = tab.text("location.hash");
        assertThat(place).startsWith("#id=");
        assertThat(tab.text("[...document.querySelectorAll('.event')].find(row => row.hasAttribute('aria-current'))"
                        + ".previousElementSibling.querySelector('.message').textContent"))
                .isEqualTo("event 299");

        tab.reload();
        tab.await(ROWS + " > 300 && " + SELECTED + ".includes('needle')");
        assertThat(tab.text("location.hash")).isEqualTo(place);
        assertThat(tab.value("(({top, bottom}) => top > 0 && bottom < innerHeight)"
                                + "(document.querySelector('.event[aria-current]').getBoundingClientRect())")
                        .asBoolean())
                .as("the event is seen")
                .isTrue();

        tab.press("Escape");
        tab.await("location.hash.startsWith('#q=needle') && " + ROWS + " === 1");
        tab.click(".event .host");
        tab.await("location.hash === '#q=needle&system=db'");
    }

    @Test
    void mistakeInAQueryIsPointedAtWhileWhatWasFoundStays() throws IOException {
        log(lines(2));
        open();
        tab.await(ROWS + " === 2");
        tab.press("/");
        tab.type("event (");
        tab.await("document.querySelector('.explanation mark')?.textContent === '('");
        assertThat(tab.text("document.getElementById('explanation').textContent"))
                .isEqualTo("event ( — this ( is never closed");
        assertThat(tab.value(ROWS).asInt()).isEqualTo(2);
        tab.type("1)");
        tab.await(ROWS + " === 1");
    }

    @Test
    void floodKeepsThePageBoundedAndAllOfItInReach() throws IOException {
        int events = 2_500;
        open();
        log(lines(events));
        tab.await(MESSAGES + ".at(-1) === 'event " + (events - 1) + "'");
        assertThat(tab.value(ROWS).asInt()).isLessThanOrEqualTo(MOST_ROWS);

        String consecutive = "document.querySelectorAll('.event').length <= " + MOST_ROWS + " && " + MESSAGES
                + ".map(text => Number(text.slice(6))).every((number, i, all) => i === 0 || number === all[i - 1] + 1)";
        tab.await("document.getElementById('viewer').scrollTop = 0, window.seen = (window.seen ?? true) && ("
                + consecutive + "), " + MESSAGES + "[0] === 'event 0'");
        assertThat(tab.value("window.seen").asBoolean()).isTrue();
        assertThat(tab.text("location.hash")).doesNotContain("id=");

        tab.run("document.getElementById('viewer').scrollTop = 1e9");
        tab.await("document.getElementById('viewer').scrollTop = 1e9, window.seen = window.seen && (" + consecutive
                + "), " + MESSAGES + ".at(-1) === 'event " + (events - 1) + "'");
        assertThat(tab.value("window.seen").asBoolean()).isTrue();
        tab.await("document.getElementById('pause').textContent === 'Pause'");

        tab.press("g");
        tab.await(MESSAGES + "[0] === 'event 0'");
        tab.press("G");
        tab.await(MESSAGES + ".at(-1) === 'event " + (events - 1) + "'");
    }

    @Test
    void placesThatWereScrolledToAndTimesAreKeptByReload() throws IOException {
        String top = "document.elementFromPoint(600, document.getElementById('viewer').getBoundingClientRect().top + 2)"
                + ".closest('.event').querySelector('.message').textContent";
        log(lines(400));
        running.awaitEvents(400);
        open();
        tab.await(MESSAGES + ".at(-1) === 'event 399'");
        tab.run("document.getElementById('viewer').scrollTop -= 1500");
        tab.await("location.hash.startsWith('#top=')");
        String hash = tab.text("location.hash");
        String seen = tab.text(top);
        tab.reload();
        tab.await(ROWS + " > 100 && " + top + " === " + Tab.quoted(seen));
        assertThat(tab.text("location.hash")).isEqualTo(hash);

        tab.run("location.hash = 'at=1'");
        tab.await(SELECTED + " === 'event 0'");
        tab.reload();
        tab.await(SELECTED + " === 'event 0'");
    }

    @Test
    void bothLanguagesHaveTheSameWords() {
        open();
        String keys = "Promise.all([import('/english.js'), import('/korean.js')]).then(([{english}, {korean}]) =>"
                + " [english, korean].map(words => Object.entries(words)"
                + ".map(([key, text]) => key + [...text.matchAll(/[{][0-9][}]/g)].map(String).sort()).sort().join()))";
        tab.await(keys + ".then(([english, korean]) => english === korean)");
    }

    @Test
    void hostileLinesHarmNothing() throws IOException {
        String flood = IntStream.range(0, 20_000)
                .mapToObj(i -> "\u001b[" + (31 + i % 6) + "mx")
                .collect(Collectors.joining());
        List<String> hostile = List.of(
                "<script>window.harmed = true</script>",
                "<img src=x onerror='window.harmed = true'>",
                "</bdi></li></ol><iframe src='javascript:alert(1)'></iframe>",
                flood,
                "y".repeat(1024 * 1024),
                "\u202eevil\u202c \u2067left\u2069 \u05e9\u05dc\u05d5\u05dd",
                "\u001b]0;title\u0007\u001b[2J\u001b[1;1H\u001b[38;2;1;2;3mtrue\u001b[0m",
                "\u0007\u0008 \u001b[" + "9".repeat(500) + "m");
        open();
        log(hostile.stream().map(message -> line("web", "album", message)));
        tab.await(ROWS + " === " + hostile.size());

        assertThat(tab.value("window.harmed === undefined").asBoolean()).isTrue();
        assertThat(tab.value("document.querySelectorAll('#events > li > bdi').length")
                        .asInt())
                .isEqualTo(3 * hostile.size());
        assertThat(tab.value("document.querySelectorAll('#events :not(li, bdi, time, span, button)').length")
                        .asInt())
                .isZero();
        assertThat(tab.value("document.querySelectorAll('#events *').length").asInt())
                .as("elements, however many colours a line has")
                .isLessThan(2_000);
        assertThat(tab.text(MESSAGES + "[0]")).isEqualTo(hostile.get(0));
        assertThat(tab.text(MESSAGES + "[5]"))
                .isEqualTo("\\u202eevil\\u202c \\u2067left\\u2069 \u05e9\u05dc\u05d5\u05dd");
        assertThat(tab.text(MESSAGES + "[6]")).isEqualTo("\\x1b]0;title\\x07true");
        assertThat(tab.value(MESSAGES + "[4].length").asInt()).isLessThan(2_000);

        tab.click(".event:nth-child(5) .more");
        tab.await(MESSAGES + "[4].length > 100000");
        tab.click(".event:nth-child(4) .more");
        tab.await(MESSAGES + "[3].length > 19000");
        assertThat(tab.value("document.querySelectorAll('#events *').length").asInt())
                .isLessThan(3_000);
    }

    @Test
    void keysAndLanguageFollowThePerson() throws IOException {
        log(lines(3));
        try (Tab korean = chromium.open("ko-KR")) {
            korean.go(running.collector().pageAddress());
            korean.await(ROWS + " === 3");
            assertThat(korean.text("document.documentElement.lang")).isEqualTo("ko");
            assertThat(korean.text("document.getElementById('pause').textContent"))
                    .isEqualTo("일시정지");
            korean.run("document.getElementById('language').value = 'en',"
                    + " document.getElementById('language').dispatchEvent(new Event('change'))");
            korean.await("document.getElementById('pause')?.textContent === 'Pause'");
            korean.reload();
            korean.await("document.getElementById('pause').textContent === 'Pause'");
            assertThat(korean.problems()).isEmpty();
        }
        open();
        tab.await(ROWS + " === 3");
        tab.press("?");
        tab.await("document.getElementById('dialog').open");
        tab.press("Escape");
        tab.await("!document.getElementById('dialog').open");
        tab.press("k");
        tab.await(SELECTED + " === 'event 2'");
        tab.press("k");
        tab.await(SELECTED + " === 'event 1'");
        tab.press("s");
        tab.await("location.hash === '#system=web-1' && " + ROWS + " === 1");
        tab.press("Escape");
        tab.await("location.hash === '' && " + ROWS + " === 3");
    }
}
