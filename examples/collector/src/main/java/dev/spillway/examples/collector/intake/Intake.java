package dev.spillway.examples.collector.intake;

import dev.spillway.examples.collector.syslog.SyslogEvent;
import dev.spillway.examples.collector.syslog.SyslogParser;
import org.jspecify.annotations.Nullable;

/**
 * What every listener works with.
 *
 * @param parser reads events from messages
 * @param store keeps the events
 * @param tokens that senders must show
 * @param systems decides whose events are kept
 * @param notices is told of refused senders
 * @param limits hold for each listener on its own
 */
public record Intake(
        SyslogParser parser, EventStore store, Tokens tokens, SystemFilter systems, Notices notices, Limits limits) {

    /** Reads a message of a sender that must show its token in the message; null if it is not to be kept. */
    @Nullable ReceivedEvent receive(String port, String sender, String text) {
        SyslogEvent event = parser.parse(text, sender);
        Tokens.Stripped stripped = Tokens.strip(event, text);
        if (!tokens.accept(stripped.token())) {
            notices.tell(port + ": a message from " + sender + " was dropped, it has "
                    + (stripped.token() == null ? "no token" : "a token that is not known")
                    + "; it needs one that --tokens lists, as [TOKEN@41058].");
            return null;
        }
        return received(event, sender, text, stripped);
    }

    /** Reads a message of a sender that has shown its token by other means; null if it is not to be kept. */
    @Nullable ReceivedEvent receiveTrusted(String sender, String text) {
        SyslogEvent event = parser.parse(text, sender);
        return received(event, sender, text, Tokens.strip(event, text));
    }

    private @Nullable ReceivedEvent received(SyslogEvent event, String sender, String text, Tokens.Stripped stripped) {
        if (!systems.admits(event.host(), sender)) {
            return null;
        }
        if (stripped.token() == null) {
            return new ReceivedEvent(event, sender, text);
        }
        return new ReceivedEvent(parser.parse(stripped.text(), sender, event.received()), sender, stripped.text());
    }
}
