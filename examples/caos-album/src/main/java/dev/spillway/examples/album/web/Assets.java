package dev.spillway.examples.album.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** The style sheet, the script and the icon, read once from the program itself. */
final class Assets {

    private static final Map<String, String> TYPES = Map.of(
            "album.css", "text/css;charset=utf-8",
            "album.js", "text/javascript;charset=utf-8",
            "wake.js", "text/javascript;charset=utf-8",
            "icon.svg", "image/svg+xml");

    /** One file; its tag changes with its content. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Asset(String contentType, byte[] content, String etag) {}

    private final Map<String, Asset> assets;

    Assets() {
        assets = TYPES.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, type -> load(type.getKey(), type.getValue())));
    }

    Optional<Asset> find(String name) {
        return Optional.ofNullable(assets.get(name));
    }

    /** Returns the text of a file that there is. */
    String text(String name) {
        return new String(find(name).orElseThrow().content(), StandardCharsets.UTF_8);
    }

    private static Asset load(String name, String contentType) {
        try (InputStream in = Assets.class.getResourceAsStream("/assets/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file /assets/" + name);
            }
            byte[] content = in.readAllBytes();
            CRC32 crc = new CRC32();
            crc.update(content);
            return new Asset(contentType, content, "\"" + Long.toHexString(crc.getValue()) + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
