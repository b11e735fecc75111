package dev.spillway.examples.collector.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A page of the browser, which remembers whatever went wrong in it. */
public final class Tab implements AutoCloseable {

    /** Codes without which the browser itself does not heed these keys. */
    private static final Map<String, Integer> CODES = Map.of("Enter", 13, "Escape", 27);

    private final DevTools tools;
    private final String context;
    private final String session;
    private final List<String> problems = new CopyOnWriteArrayList<>();

    Tab(DevTools tools, String context, String session, String language) {
        this.tools = tools;
        this.context = context;
        this.session = session;
        tools.listen(session, this::take);
        call("Page.enable", Map.of());
        call("Runtime.enable", Map.of());
        call("Log.enable", Map.of());
        String agent =
                tools.call("", "Browser.getVersion", Map.of()).get("userAgent").asText();
        call("Emulation.setUserAgentOverride", Map.of("userAgent", agent, "acceptLanguage", language));
        call("Emulation.setTimezoneOverride", Map.of("timezoneId", "UTC"));
        call("Page.bringToFront", Map.of());
        call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
        size(1200, 760);
    }

    private void take(JsonNode event) {
        String method = event.path("method").asText();
        JsonNode parameters = event.path("params");
        boolean isProblem = switch (method) {
            case "Runtime.exceptionThrown", "Page.javascriptDialogOpening" -> true;
            case "Runtime.consoleAPICalled" -> parameters.path("type").asText().equals("error");
            case "Log.entryAdded" ->
                parameters.path("entry").path("level").asText().equals("error");
            default -> false;
        };
        if (isProblem) {
            problems.add(method + " " + parameters);
        }
    }

    /** Exceptions, errors on the console, refusals of the content security policy, and dialogs. */
    public List<String> problems() {
        return problems;
    }

    JsonNode call(String method, Map<String, ?> parameters) {
        return tools.call(session, method, parameters);
    }

    void size(int width, int height) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void prefer(String scheme) {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    public void go(String address) {
        call("Page.navigate", Map.of("url", address));
        await("document.readyState === 'complete'");
    }

    /** Loads the page again, which a mark on the old one tells from the new. */
    void reload() {
        run("window.beforeReload = true");
        call("Page.reload", Map.of());
        await("window.beforeReload === undefined && document.readyState === 'complete'");
    }

    /** Value of an expression. */
    JsonNode value(String expression) {
        JsonNode answer =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.get("result").path("value");
    }

    public String text(String expression) {
        return value(expression).asText();
    }

    void run(String statement) {
        value("void (" + statement + ")");
    }

    /** Waits until an expression is true, also while the page is being loaded. */
    public void await(String condition) {
        try {
            Awaitility.await().atMost(DevTools.PATIENCE).until(() -> isTrue(condition));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "never true: " + condition + "\nwith " + problems + "\nat "
                            + text("location.href + ' ' + document.visibilityState + '\\n' +"
                                    + " document.body.innerText.slice(-2000)"),
                    e);
        }
    }

    /** Between two documents there is nothing that could answer. */
    private boolean isTrue(String condition) {
        try {
            return value("!!(" + condition + ")").asBoolean();
        } catch (AssertionError e) {
            return false;
        }
    }

    public void click(String selector) {
        await("document.querySelector(" + quoted(selector) + ")");
        run("document.querySelector(" + quoted(selector) + ").click()");
    }

    /** Presses and releases a key, as KeyboardEvent names it. */
    void press(String key) {
        Map<String, Object> down = new HashMap<>(Map.of("type", "keyDown", "key", key));
        if (key.length() == 1) {
            down.put("text", key);
        } else if (key.equals("Enter")) {
            down.put("text", "\r");
        }
        Map<String, Object> up = new HashMap<>(Map.of("type", "keyUp", "key", key));
        Integer code = CODES.get(key);
        if (code != null) {
            down.put("windowsVirtualKeyCode", code);
            up.put("windowsVirtualKeyCode", code);
        }
        call("Input.dispatchKeyEvent", down);
        call("Input.dispatchKeyEvent", up);
    }

    /** Writes into what has the focus, as a keyboard's input method does. */
    void type(String text) {
        call("Input.insertText", Map.of("text", text));
    }

    byte[] screenshot() {
        String data = call("Page.captureScreenshot", Map.of("format", "png"))
                .get("data")
                .asText();
        return Base64.getDecoder().decode(data);
    }

    static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }

    @Override
    public void close() {
        tools.call("", "Target.disposeBrowserContext", Map.of("browserContextId", context));
    }
}
