package dev.spillway;

import dev.spillway.internal.format.FormatSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells whether two engines would be the same. Only a digest of the settings is kept, since structured data may hold a
 * token.
 */
final class Identity {
    private Identity() {}

    /** A text that is equal for engines of the same name and settings, in every JVM. */
    static String of(String name, Settings settings) {
        String canonical = String.join("\n", canonical(settings));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return name + "#" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
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
                settings.transport().toString(),
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
