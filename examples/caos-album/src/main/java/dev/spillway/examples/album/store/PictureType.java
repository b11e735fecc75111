package dev.spillway.examples.album.store;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The picture formats that the album takes, told by their first bytes and never by a file's name. */
public enum PictureType {
    JPEG("jpg") {
        @Override
        boolean begins(byte[] content) {
            return content.length > 3 && has(content, 0, "\u00ff\u00d8\u00ff");
        }
    },
    PNG("png") {
        @Override
        boolean begins(byte[] content) {
            return has(content, 0, "\u0089PNG\r\n\u001a\n");
        }
    },
    GIF("gif") {
        @Override
        boolean begins(byte[] content) {
            return has(content, 0, "GIF87a") || has(content, 0, "GIF89a");
        }
    },
    WEBP("webp") {
        @Override
        boolean begins(byte[] content) {
            return has(content, 0, "RIFF") && has(content, 8, "WEBPVP8");
        }
    };

    private final String extension;

    PictureType(String extension) {
        this.extension = extension;
    }

    /** Returns the type whose signature the content begins with, or empty when it is none of them. */
    public static Optional<PictureType> of(byte[] content) {
        for (PictureType type : values()) {
            if (type.begins(content)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Returns the media type, such as {@code image/jpeg}. */
    public String mediaType() {
        return "image/" + name().toLowerCase(Locale.ROOT);
    }

    /** Returns the usual ending of a file's name, without the dot. */
    public String extension() {
        return extension;
    }

    abstract boolean begins(byte[] content);

    private static boolean has(byte[] content, int at, String signature) {
        byte[] expected = signature.getBytes(StandardCharsets.ISO_8859_1);
        if (content.length < at + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (content[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
