package dev.spillway.examples.album;

import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;

/**
 * Prints what goes wrong with the logging itself, such as an endpoint that is away, to standard error. Logback makes it
 * as {@code logback.xml} says; without a listener it would print nothing after its start.
 */
public final class LogTrouble implements StatusListener {

    @Override
    public void addStatusEvent(Status status) {
        if (status.getEffectiveLevel() >= Status.WARN) {
            Throwable cause = status.getThrowable();
            System.err.println("caos-album log: " + status.getMessage() + (cause == null ? "" : " (" + cause + ")"));
        }
    }
}
