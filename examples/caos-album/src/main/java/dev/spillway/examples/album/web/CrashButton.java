package dev.spillway.examples.album.web;

import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Ends the album's process in the middle of its work, so that a visitor can see what becomes of its last words.
 *
 * <p>The words are logged once the answer is sent and right before the end: nothing is closed and nothing is waited for.
 */
final class CrashButton {

    private static final Logger log = LoggerFactory.getLogger("album");

    private final Assets assets;
    private final Runnable end;

    /** @param end ends the process at once */
    CrashButton(Assets assets, Runnable end) {
        this.assets = assets;
        this.end = end;
    }

    Reply ask() {
        return Reply.page(200, CrashPages.question());
    }

    Reply press(Request request) {
        Reply reply = CrashPages.wake(assets, RequestIds.of(request));
        Request.addCompletionListener(request, failure -> crash(RequestIds.of(request)));
        return reply;
    }

    private void crash(String requestId) {
        MDC.put(RequestIds.KEY, requestId);
        try {
            log.warn("crash me was pressed: this process halts now, and closes neither its log nor anything else");
            log.error(
                    "last words of process {}: tell the collector that I went in the middle of my work",
                    ProcessHandle.current().pid(),
                    new IllegalStateException("crash me was pressed"));
            end.run();
        } finally {
            MDC.remove(RequestIds.KEY);
        }
    }
}
