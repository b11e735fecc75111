package dev.spillway.examples.collector;

import java.net.BindException;
import java.net.InetAddress;

/** The collector cannot start, for a reason that the person who started it can change. The message says which. */
public final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    /** A reason in one sentence that names the option to change, found by the collector itself. */
    public StartException(String message) {
        super(message);
    }

    /** A reason in one sentence that names the option to change. */
    public StartException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A port that cannot be listened on. */
    public static StartException port(String option, int port, InetAddress address, Exception cause) {
        String where = option + " " + port + ": ";
        String reason = reasonOf(cause);
        if (reason.contains("ermission denied")) {
            return new StartException(where + "ports below 1024 need privileges here; choose a higher one.", cause);
        }
        if (reason.contains("annot assign")) {
            return new StartException(
                    "--bind " + address.getHostAddress() + ": this machine has no such address.", cause);
        }
        return new StartException(
                where + "cannot listen on " + address.getHostAddress() + " (" + reason
                        + "); end what uses the port, choose another, or 0 for any free one.",
                cause);
    }

    private static String reasonOf(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof BindException)) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
