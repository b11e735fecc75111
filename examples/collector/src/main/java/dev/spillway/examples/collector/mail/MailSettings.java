package dev.spillway.examples.collector.mail;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The server that takes mail for others.
 *
 * @param tls whether the connection begins with TLS; otherwise it turns to TLS where the server offers that (STARTTLS),
 *     and must where there is a password and the server is on another machine
 * @param user whom to log in as, empty for nobody
 * @param password empty if there is no user
 * @param from address that mails come from
 */
public record MailSettings(String host, int port, boolean tls, String user, String password, String from) {

    private static final int SUBMISSION = 587;
    private static final int SUBMISSION_BY_TLS = 465;

    /**
     * Reads an address such as {@code smtp://user@host:587} or {@code smtps://host}.
     *
     * @throws IllegalArgumentException if it is something else; the message can follow a colon and holds no password
     */
    public static MailSettings parse(String address, @Nullable String password, @Nullable String from) {
        URI uri = uri(address);
        boolean tls = "smtps".equalsIgnoreCase(uri.getScheme());
        String host = uri.getHost();
        String path = uri.getRawPath();
        boolean isMail = tls || "smtp".equalsIgnoreCase(uri.getScheme());
        if (!isMail || host == null || !(path == null || path.isEmpty() || path.equals("/"))) {
            throw new IllegalArgumentException(
                    "must be smtp://USER@HOST:PORT or smtps://USER@HOST:PORT, USER@ and :PORT may be left out");
        }
        String user = uri.getUserInfo() == null ? "" : uri.getUserInfo();
        if (user.contains(":")) {
            throw new IllegalArgumentException("must hold no password, which belongs into --smtp-password-file");
        }
        if (user.isEmpty() != (password == null)) {
            throw new IllegalArgumentException("a user and --smtp-password-file belong together");
        }
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? SUBMISSION_BY_TLS : SUBMISSION;
        String sender = from != null ? from : user.contains("@") ? user : "collector@" + host;
        return new MailSettings(host, port, tls, user, password == null ? "" : password, sender);
    }

    private static URI uri(String address) {
        try {
            return new URI(address.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("must be smtp://USER@HOST:PORT or smtps://USER@HOST:PORT", e);
        }
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return "MailSettings[" + (tls ? "smtps" : "smtp") + "://" + host + ":" + port + ", from=" + from + "]";
    }
}
