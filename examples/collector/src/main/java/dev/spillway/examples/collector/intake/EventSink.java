package dev.spillway.examples.collector.intake;

import dev.spillway.examples.collector.syslog.SyslogEvent;

/** Takes every event that arrives, in the order of its connection. Called by many threads. */
@FunctionalInterface
public interface EventSink {

    /** Takes one event. May wait, which holds back the sender of that connection. */
    void accept(SyslogEvent event);
}
