package dev.spillway.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spillway.internal.format.FormatSettings.Multiline;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class StackTraceTest {
    private final TestSettings settings = new TestSettings();

    @Test
    void traceFollowsTheMessageOnItsOwnLine() {
        TestEvent event = new TestEvent("failed").thrown(new IOException("disk"));
        event.logger = "com.example.Web";

        assertThat(text(event)).isEqualTo("com.example.Web: failed\n" + asPrinted(event.thrown));
    }

    @Test
    void traceStandsAloneWithoutMessageAndLogger() {
        Throwable thrown = new IOException("disk");

        assertThat(text(new TestEvent(null).thrown(thrown))).isEqualTo(asPrinted(thrown));
    }

    @Test
    void nestedCausesAreAsTheJdkPrintsThem() {
        Throwable root = recursive(5, new IOException("root"));
        Throwable middle = new IllegalStateException("middle", root);
        assertPrinted(new RuntimeException("top", middle));
        assertPrinted(new RuntimeException(null, recursive(2, new Error())));
    }

    @Test
    void suppressedExceptionsAreAsTheJdkPrintsThem() {
        Throwable thrown = new IOException("top", new IllegalStateException("cause"));
        Throwable suppressed = recursive(3, new IllegalArgumentException("suppressed", new Error("its cause")));
        suppressed.addSuppressed(new IOException("inner"));
        thrown.addSuppressed(suppressed);
        thrown.addSuppressed(new IOException("second"));
        thrown.getCause().addSuppressed(new IOException("of the cause"));

        assertPrinted(thrown);
    }

    @Test
    void circularReferencesAreAsTheJdkPrintsThem() {
        Throwable inner = new IOException("inner");
        Throwable outer = new IllegalStateException("outer", inner);
        inner.initCause(outer);
        assertPrinted(outer);

        Throwable thrown = new IOException("top");
        Throwable suppressed = new IOException("suppressed", thrown);
        suppressed.addSuppressed(outer);
        thrown.addSuppressed(suppressed);
        thrown.addSuppressed(outer);
        assertPrinted(thrown);
    }

    @Test
    void emptyTraceIsAsTheJdkPrintsIt() {
        Throwable thrown = new IOException("top", new IOException("cause"));
        thrown.setStackTrace(new StackTraceElement[0]);
        assertPrinted(thrown);
        thrown.getCause().setStackTrace(new StackTraceElement[0]);
        assertPrinted(thrown);
    }

    @Test
    void escapeKeepsTheTraceInOneLine() {
        settings.multiline = Multiline.ESCAPE;
        Throwable thrown = new IOException("disk");

        assertThat(text(new TestEvent("failed").thrown(thrown)))
                .isEqualTo("failed\\n" + asPrinted(thrown).replace("\n", "\\n").replace("\t", "\\u0009"));
    }

    @Test
    void exceptionWhoseMethodsThrowStillTellsItsClass() {
        Throwable thrown = new HostileException(() -> {
            throw new UnsupportedOperationException();
        });

        assertThat(text(new TestEvent("failed").thrown(thrown))).isEqualTo("""
                        failed
                        [toString() threw java.lang.UnsupportedOperationException]
                        \t[getStackTrace() threw java.lang.UnsupportedOperationException]
                        \t[getCause() threw java.lang.UnsupportedOperationException]""");
    }

    @Test
    void exceptionWhoseMethodsReturnNullIsWrittenAsFarAsItGoes() {
        assertThat(text(new TestEvent("failed").thrown(new HostileException(() -> null))))
                .isEqualTo("failed\nnull");
        Throwable thrown = new IOException() {
            @Override
            public StackTraceElement[] getStackTrace() {
                return new StackTraceElement[1];
            }
        };
        assertThat(text(new TestEvent("failed").thrown(thrown))).endsWith("\n\tat null");
    }

    @Test
    void endlessCausesEndAtTheLimit() {
        final class Endless extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Throwable getCause() {
                return new Endless();
            }
        }

        Messages messages = settings.encode(new TestEvent("failed").thrown(new Endless()));

        assertThat(messages.sent)
                .hasSize(64)
                .last()
                .matches(sent -> sent.string().endsWith("\u2026"));
    }

    @Test
    void deeplyNestedSuppressedExceptionsEndAtADepth() {
        Throwable thrown = new IOException("0");
        Throwable top = thrown;
        for (int i = 1; i < 20_000; i++) {
            Throwable suppressed = new IOException(String.valueOf(i));
            suppressed.setStackTrace(new StackTraceElement[0]);
            thrown.addSuppressed(suppressed);
            thrown = suppressed;
        }

        assertThat(text(new TestEvent("failed").thrown(top)))
                .contains("Suppressed: java.io.IOException: 99\n")
                .endsWith("Suppressed: java.io.IOException: 100\n" + "\t".repeat(101) + "... nested deeper than 100");
    }

    @Test
    void longTraceStopsBeingReadAtTheLimit() {
        StackTraceElement[] frames = new StackTraceElement[100_000];
        Arrays.fill(frames, new StackTraceElement("com.example.Long", "method".repeat(10), "Long.java", 1));
        Throwable thrown = new IOException("long");
        thrown.setStackTrace(frames);

        Messages messages = settings.encode(new TestEvent("failed").thrown(thrown));

        assertThat(messages.sent)
                .hasSize(64)
                .last()
                .matches(sent -> sent.string().endsWith("\u2026"));
    }

    private void assertPrinted(Throwable thrown) {
        settings.maxMessageSize = 1 << 20;
        assertThat(text(new TestEvent("failed").thrown(thrown))).isEqualTo("failed\n" + asPrinted(thrown));
    }

    private String text(TestEvent event) {
        settings.maxMessageSize = Math.max(settings.maxMessageSize, 65_536);
        return settings.encodeOne(event).text();
    }

    /** What the JDK prints, with LF between the lines and none at the end. */
    static String asPrinted(Throwable thrown) {
        StringWriter printed = new StringWriter();
        thrown.printStackTrace(new PrintWriter(printed));
        String text = printed.toString().replace(System.lineSeparator(), "\n");
        return text.substring(0, text.length() - 1);
    }

    private static Throwable recursive(int depth, Throwable cause) {
        if (depth > 0) {
            return recursive(depth - 1, cause);
        }
        return new IOException("depth", cause);
    }
}
