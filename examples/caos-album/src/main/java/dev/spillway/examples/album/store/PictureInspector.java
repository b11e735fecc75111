package dev.spillway.examples.album.store;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import net.coobird.thumbnailator.Thumbnails;

/**
 * Finds out whether bytes are a picture the album takes, and makes the thumbnail.
 *
 * <p>A picture counts as one only once it has been decoded. Safe for use by many threads; pictures are decoded one at a
 * time, since a large one takes 4 bytes of memory a pixel.
 */
final class PictureInspector {

    /** The largest upload, in bytes. */
    static final int MAX_SIZE = 10 * 1024 * 1024;

    private static final long MAX_PIXELS = 40_000_000;
    private static final int THUMBNAIL_EDGE = 640;
    private static final Color BACKDROP = new Color(0xf4f1ea);

    private final ReentrantLock decoding = new ReentrantLock();

    /** A picture that passed, with its thumbnail as JPEG. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Inspected(PictureType type, int width, int height, byte[] thumbnail) {}

    private record Dimensions(int width, int height) {}

    Inspected inspect(byte[] content) throws UploadRefusedException {
        if (content.length == 0) {
            throw new UploadRefusedException(400, "The file is empty.");
        }
        if (content.length > MAX_SIZE) {
            throw new UploadRefusedException(413, "The file is larger than 10 MB.");
        }
        PictureType type = PictureType.of(content)
                .orElseThrow(() -> new UploadRefusedException(
                        415, "The file is not a JPEG, PNG, GIF or WebP picture, whatever its name says."));
        decoding.lock();
        try {
            Dimensions dimensions = dimensions(type, content);
            if ((long) dimensions.width * dimensions.height > MAX_PIXELS) {
                throw new UploadRefusedException(413, "The picture has more than 40 million pixels.");
            }
            return new Inspected(type, dimensions.width, dimensions.height, thumbnail(content, dimensions));
        } catch (IOException | RuntimeException e) {
            // Decoders answer damaged input with unchecked exceptions of many kinds as well.
            throw damaged(type, e);
        } finally {
            decoding.unlock();
        }
    }

    private static Dimensions dimensions(PictureType type, byte[] content) throws IOException, UploadRefusedException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(type.name());
            if (!readers.hasNext()) {
                throw new IOException("no decoder for " + type);
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return new Dimensions(reader.getWidth(0), reader.getHeight(0));
            } finally {
                reader.dispose();
            }
        }
    }

    private static byte[] thumbnail(byte[] content, Dimensions dimensions) throws IOException {
        // A small picture is not made larger.
        int edge = Math.min(THUMBNAIL_EDGE, Math.max(dimensions.width, dimensions.height));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Thumbnails.of(new ByteArrayInputStream(content))
                .size(edge, edge)
                .addFilter(PictureInspector::withoutTransparency)
                .outputFormat("jpg")
                .outputQuality(0.82)
                .toOutputStream(out);
        return out.toByteArray();
    }

    private static BufferedImage withoutTransparency(BufferedImage image) {
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = opaque.createGraphics();
        graphics.drawImage(image, 0, 0, BACKDROP, null);
        graphics.dispose();
        return opaque;
    }

    private static UploadRefusedException damaged(PictureType type, Exception cause) {
        UploadRefusedException refused =
                new UploadRefusedException(422, "The file begins like a " + type + " picture but is damaged.");
        refused.initCause(cause);
        return refused;
    }
}
