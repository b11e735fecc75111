package dev.spillway.internal.format;

import dev.spillway.EventReader;
import dev.spillway.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** An event with everything in it that a framework may hand over. */
final class TestEvent {
    private static final EventReader<TestEvent> READER = new Reader(false);
    private static final EventReader<TestEvent> RENDERED_READER = new Reader(true);

    /** 2026-11-22T09:08:07.000321Z. */
    static final long TIME = 1_795_338_487_000_321L;

    Severity severity = Severity.INFO;
    long epochMicros = TIME;
    String logger = "";
    String thread = "";
    CharSequence message;
    boolean intoScratch;
    boolean rendered;
    Throwable thrown;
    final List<Param> mdc = new ArrayList<>();
    Object mdcIdentity;
    /** How often the context was read. */
    int mdcRead;

    final List<Param> keyValues = new ArrayList<>();
    final List<String> markers = new ArrayList<>();
    StackTraceElement caller;

    TestEvent(CharSequence message) {
        this.message = message;
    }

    static TestEvent rendered(CharSequence message) {
        TestEvent event = new TestEvent(message);
        event.rendered = true;
        return event;
    }

    EventReader<TestEvent> reader() {
        return rendered ? RENDERED_READER : READER;
    }

    TestEvent mdc(String key, Object value) {
        mdc.add(new Param(key, value));
        return this;
    }

    TestEvent keyValue(String key, Object value) {
        keyValues.add(new Param(key, value));
        return this;
    }

    TestEvent thrown(Throwable newThrown) {
        thrown = newThrown;
        return this;
    }

    record Param(String key, Object value) {}

    private record Reader(boolean isRendered) implements EventReader<TestEvent> {
        @Override
        public Severity severity(TestEvent event) {
            return event.severity;
        }

        @Override
        public long epochMicros(TestEvent event) {
            return event.epochMicros;
        }

        @Override
        public String loggerName(TestEvent event) {
            return event.logger;
        }

        @Override
        public String threadName(TestEvent event) {
            return event.thread;
        }

        @Override
        public CharSequence message(TestEvent event, StringBuilder scratch) {
            return event.intoScratch ? scratch.append(event.message) : event.message;
        }

        @Override
        public Throwable throwable(TestEvent event) {
            return event.thrown;
        }

        @Override
        public Object mdcIdentity(TestEvent event) {
            return event.mdcIdentity;
        }

        @Override
        public void mdc(TestEvent event, BiConsumer<? super String, ? super Object> sink) {
            event.mdcRead++;
            for (int i = 0; i < event.mdc.size(); i++) {
                sink.accept(event.mdc.get(i).key(), event.mdc.get(i).value());
            }
        }

        @Override
        public void keyValues(TestEvent event, BiConsumer<? super String, ? super Object> sink) {
            for (int i = 0; i < event.keyValues.size(); i++) {
                sink.accept(event.keyValues.get(i).key(), event.keyValues.get(i).value());
            }
        }

        @Override
        public void markers(TestEvent event, Consumer<? super String> sink) {
            for (int i = 0; i < event.markers.size(); i++) {
                sink.accept(event.markers.get(i));
            }
        }

        @Override
        public StackTraceElement caller(TestEvent event) {
            return event.caller;
        }
    }
}
