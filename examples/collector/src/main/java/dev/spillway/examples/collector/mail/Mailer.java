package dev.spillway.examples.collector.mail;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Sends mail, each by a connection of its own that waits for ten seconds at most. Safe for use by many threads. */
public final class Mailer {

    private static final String LONGEST_WAIT_MILLIS = "10000";

    private final MailSettings settings;
    private final Clock clock;

    /** A sender of mail by that server. */
    public Mailer(MailSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** What is wrong with a list of addresses with commas between them, or null. */
    public static @Nullable String mistakeIn(String addresses) {
        try {
            InternetAddress[] parsed = InternetAddress.parse(addresses, true);
            for (InternetAddress address : parsed) {
                address.validate();
            }
            return parsed.length > 0 && parsed.length <= 10 ? null : "one to ten addresses with commas between them";
        } catch (AddressException e) {
            return "an address of mail, or several with commas between them";
        }
    }

    /**
     * Sends a text.
     *
     * @param to addresses with commas between them
     * @throws IOException if the server did not take it for all of them
     */
    public void send(String to, String subject, String text) throws IOException {
        Session session = Session.getInstance(properties(), authenticator());
        try {
            MimeMessage message = new MimeMessage(session);
            message.setFrom(new InternetAddress(settings.from()));
            message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(to, true));
            message.setSubject(subject, StandardCharsets.UTF_8.name());
            message.setText(text, StandardCharsets.UTF_8.name());
            message.setSentDate(Date.from(clock.instant()));
            message.setHeader("Auto-Submitted", "auto-generated");
            Transport.send(message);
        } catch (MessagingException e) {
            throw new IOException("the mail server at " + settings.host() + " did not take it: " + e.getMessage(), e);
        }
    }

    private Properties properties() {
        String protocol = settings.tls() ? "smtps" : "smtp";
        String prefix = "mail." + protocol + ".";
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", protocol);
        properties.setProperty("mail.transport.protocol.rfc822", protocol);
        properties.setProperty(prefix + "host", settings.host());
        properties.setProperty(prefix + "port", Integer.toString(settings.port()));
        properties.setProperty(
                prefix + "auth", Boolean.toString(!settings.user().isEmpty()));
        properties.setProperty(prefix + "starttls.enable", "true");
        properties.setProperty(prefix + "starttls.required", Boolean.toString(needsTls()));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "connectiontimeout", LONGEST_WAIT_MILLIS);
        properties.setProperty(prefix + "timeout", LONGEST_WAIT_MILLIS);
        properties.setProperty(prefix + "writetimeout", LONGEST_WAIT_MILLIS);
        return properties;
    }

    /** A password leaves this machine by TLS only. */
    private boolean needsTls() {
        return !settings.tls() && !settings.user().isEmpty() && !isOnThisMachine();
    }

    private boolean isOnThisMachine() {
        try {
            return InetAddress.getByName(settings.host()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private @Nullable Authenticator authenticator() {
        if (settings.user().isEmpty()) {
            return null;
        }
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(settings.user(), settings.password());
            }
        };
    }
}
