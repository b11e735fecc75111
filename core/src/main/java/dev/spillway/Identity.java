package dev.spillway;

import dev.spillway.internal.format.FormatSettings;
import dev.spillway.internal.transport.Destination;
import dev.spillway.internal.transport.Token;
import dev.spillway.internal.transport.tls.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells whether two engines would be the same. Only a digest of the settings is kept, since tokens and passwords are
 * among them.
 */
final class Identity {
    private Identity() {}

    /** A text that is equal for engines of the same name and settings, in every JVM. */
    static String of(String name, Settings settings) {
        String canonical = String.join("\n", canonical(settings));
        return name + "#" + sha256(canonical);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * What decides whose slot on disk an engine may take over, in words: where its events go, and whose they are. The
     * port counts, since with hosted services it is what tells one customer's logs from another's.
     */
    static String ofSlot(String name, Settings settings) {
        FormatSettings format = settings.format();
        Set<String> destinations = new TreeSet<>();
        for (Destination each : settings.delivery().destinations()) {
            destinations.add(each.host() + ":" + each.port());
        }
        return "application " + format.appName() + "\nengine " + name + "\nformat " + format.format()
                + "\ndestinations " + String.join(",", destinations) + "\n";
    }

    /** A short digest of a text, for a file name. */
    static String digest(String text) {
        return sha256(text).substring(0, 16);
    }

    private static List<String> canonical(Settings settings) {
        FormatSettings format = settings.format();
        Set<String> includes = format.mdcIncludes();
        return List.of(
                withoutSets(format).toString(),
                String.valueOf(format.structuredData()),
                new TreeSet<>(format.fields()).toString(),
                includes == null ? "all" : new TreeSet<>(includes).toString(),
                new TreeSet<>(format.mdcExcludes()).toString(),
                settings.buffer().toString(),
                String.valueOf(settings.spill()),
                settings.transport().toString(),
                settings.transport().endpoint().fill(Token.PLACE),
                // Their own text shows nothing.
                settings.transport().secrets().stream()
                        .map(Secret::reveal)
                        .toList()
                        .toString(),
                settings.delivery().toString());
    }

    /** A set has no order of its own, so its text may differ from one that is equal. */
    private static FormatSettings withoutSets(FormatSettings format) {
        return new FormatSettings(
                format.format(),
                format.facility(),
                format.hostname(),
                format.appName(),
                format.procId(),
                format.messageId(),
                format.timeZone(),
                format.maxMessageSize(),
                format.oversize(),
                format.multiline(),
                format.structuredDataId(),
                Set.of(),
                format.structuredData(),
                null,
                Set.of(),
                format.includeCallerData());
    }
}
