package dev.spillway.log4j2;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

/** What Log4j's status logger was told, from this object's making until it is stopped. */
final class Statuses implements StatusListener {
    private static final String REFUSED = "; the appender does not start, and ships nothing";

    private final List<StatusData> told = new CopyOnWriteArrayList<>();

    Statuses() {
        StatusLogger.getLogger().registerListener(this);
    }

    @Override
    public void log(StatusData data) {
        told.add(data);
    }

    @Override
    public Level getStatusLevel() {
        return Level.DEBUG;
    }

    /** The messages of one level. */
    List<String> at(Level level) {
        return told.stream()
                .filter(data -> data.getLevel() == level)
                .map(data -> data.getMessage().getFormattedMessage())
                .toList();
    }

    List<String> errors() {
        return at(Level.ERROR);
    }

    /** Why an appender did not start, without what all these messages have. */
    List<String> refusals() {
        String prefix = "Spillway appender " + ConfiguredContext.APPENDER + ": ";
        return errors().stream()
                .filter(error -> error.startsWith(prefix) && error.endsWith(REFUSED))
                .map(error -> error.substring(prefix.length(), error.length() - REFUSED.length()))
                .toList();
    }

    void stop() {
        StatusLogger.getLogger().removeListener(this);
    }

    /** Called by Log4j when it has removed this. */
    @Override
    public void close() {}
}
