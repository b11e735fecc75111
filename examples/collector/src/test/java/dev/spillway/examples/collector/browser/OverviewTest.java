package dev.spillway.examples.collector.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.examples.collector.RunningCollector;
import dev.spillway.examples.collector.Senders;
import dev.spillway.examples.collector.StartException;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The login and the dashboard, as a person at a browser has them. */
final class OverviewTest {

    private static final String PASSWORD = "correct horse";

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
        running = new RunningCollector(data);
        tab = chromium.open("en-US");
    }

    @AfterEach
    void close() {
        tab.close();
        running.close();
    }

    private void log(String host, String message) throws IOException {
        try (Socket socket = Senders.tcp(running.collector().tcpPort())) {
            Senders.send(socket, "<14>1 - " + host + " album 7 - - " + message + "\n");
        }
    }

    private void fill(String selector, String text) {
        tab.await("document.querySelector(" + Tab.quoted(selector) + ")");
        tab.run("(input => { input.value = " + Tab.quoted(text) + "; input.dispatchEvent(new Event('input'));"
                + " input.dispatchEvent(new Event('change')); })(document.querySelector(" + Tab.quoted(selector)
                + "))");
    }

    private void choosePassword() {
        tab.go(running.collector().pageAddress() + "#setup="
                + running.collector().setupCode().orElseThrow());
        fill("#door label:nth-of-type(2) input", PASSWORD);
        fill("#door label:nth-of-type(3) input", PASSWORD);
        tab.click("#door .main");
        tab.await("document.getElementById('status').dataset.state === 'live'");
    }

    @Test
    void passwordIsChosenOnceAndAskedForAgainAfterLogout() throws IOException {
        log("web", "secret");
        running.awaitEvents(1);
        choosePassword();
        assertThat(tab.text("location.hash")).isEmpty();
        tab.await("document.querySelector('.event .message')?.textContent === 'secret'");
        tab.reload();
        tab.await("document.querySelector('.event .message')?.textContent === 'secret'");

        tab.click("#more");
        tab.click("#logout");
        tab.await("!document.getElementById('door').hidden && document.querySelectorAll('.event').length === 0");
        assertThat(tab.problems()).isEmpty();
        fill("#door input", "wrong password");
        tab.click("#door .main");
        tab.await("document.querySelector('#door .mistake').textContent === 'That is not the password.'");
        fill("#door input", PASSWORD);
        tab.click("#door .main");
        tab.await("document.querySelector('.event .message')?.textContent === 'secret'");
    }

    @Test
    void systemsAreGroupedMutedAndSearchedFor() throws IOException {
        choosePassword();
        log("web-1", "GET /albums/4");
        log("web-2", "GET /albums/5");
        log("db", "SELECT 1");
        running.awaitEvents(3);

        tab.press("d");
        tab.await("document.querySelectorAll('tr[data-system] .light.now').length === 3");
        tab.click(".head button");
        fill("#form .field:nth-of-type(1) input", "Web");
        fill("#form .field:nth-of-type(2) input", "web-*");
        tab.click("#dialog .main");
        tab.await("[...document.querySelectorAll('details.card .title')].at(-1).textContent === 'Web'"
                + " && document.querySelectorAll('tr[data-system]').length === 5");

        tab.click("tr[data-system=web-1] button");
        tab.click("#dialog .line button");
        tab.await("document.querySelector('tr[data-system=web-1]').classList.contains('muted')");

        tab.run("[...document.querySelectorAll('details.card .title')].at(-1).click()");
        tab.await("document.querySelectorAll('.event').length === 2");
        tab.press("/");
        tab.type("albums");
        tab.await("document.querySelectorAll('.event mark').length === 2");
        tab.press("Enter");
        tab.click("#save");
        fill("#form .field:nth-of-type(1) input", "Album views");
        fill("#form .field:nth-of-type(4) select", "webhook");
        fill("#form .field:nth-of-type(5) input", "http://127.0.0.1:9/hook");
        tab.click("#dialog .main");
        tab.await("!document.getElementById('dialog').open");

        tab.press("d");
        tab.await("document.querySelector('.chip a')?.textContent === 'Album views'");
        tab.click(".chip button");
        tab.run("document.querySelector('#form .tick input').checked = true");
        tab.click("#dialog .main");
        tab.await("document.querySelector('.chip button.paused')");
        tab.click(".chip a");
        tab.await("document.getElementById('query').value === 'albums'"
                + " && document.getElementById('scope-name').textContent === 'Web'"
                + " && document.querySelectorAll('.event').length === 2");
        assertThat(tab.problems()).isEmpty();
    }
}
