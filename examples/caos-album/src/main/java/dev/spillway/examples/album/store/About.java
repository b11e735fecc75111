package dev.spillway.examples.album.store;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Properties;

/** The {@code about} objects: what is known of an album or a picture, as properties in UTF-8. */
final class About {

    private About() {}

    static byte[] of(Album album) {
        Properties about = new Properties();
        about.setProperty("title", album.title());
        about.setProperty("created", album.created().toString());
        return write(about);
    }

    static Album toAlbum(int id, byte[] content) {
        Properties about = read(content);
        return new Album(id, text(about, "title"), Instant.parse(text(about, "created")));
    }

    static byte[] of(Picture picture) {
        Properties about = new Properties();
        about.setProperty("title", picture.title());
        about.setProperty("type", picture.type().name());
        about.setProperty("width", Integer.toString(picture.width()));
        about.setProperty("height", Integer.toString(picture.height()));
        about.setProperty("size", Integer.toString(picture.size()));
        about.setProperty("stored", picture.stored().toString());
        return write(about);
    }

    static Picture toPicture(int albumId, int id, byte[] content) {
        Properties about = read(content);
        return new Picture(
                albumId,
                id,
                text(about, "title"),
                PictureType.valueOf(text(about, "type")),
                Integer.parseInt(text(about, "width")),
                Integer.parseInt(text(about, "height")),
                Integer.parseInt(text(about, "size")),
                Instant.parse(text(about, "stored")));
    }

    private static String text(Properties about, String name) {
        String value = about.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("an about object lacks its " + name);
        }
        return value;
    }

    private static byte[] write(Properties about) {
        StringWriter text = new StringWriter();
        try {
            about.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Properties read(byte[] content) {
        Properties about = new Properties();
        try {
            about.load(new StringReader(new String(content, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return about;
    }
}
