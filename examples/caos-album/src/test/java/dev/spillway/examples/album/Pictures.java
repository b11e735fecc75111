package dev.spillway.examples.album;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Small pictures for tests. */
public final class Pictures {

    private Pictures() {}

    public static byte[] jpeg(int width, int height) {
        return encode(width, height, BufferedImage.TYPE_INT_RGB, "jpeg");
    }

    public static byte[] gif(int width, int height) {
        return encode(width, height, BufferedImage.TYPE_BYTE_INDEXED, "gif");
    }

    /** Returns a PNG whose right half is transparent. */
    public static byte[] png(int width, int height) {
        return encode(width, height, BufferedImage.TYPE_INT_ARGB, "png");
    }

    /** Returns a WebP of 40 x 30 pixels. */
    public static byte[] webp() {
        try (InputStream in = Pictures.class.getResourceAsStream("/forty-by-thirty.webp")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns a PNG that claims a size and holds no pixels. */
    public static byte[] hollowPng(int width, int height) {
        byte[] header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        CRC32 crc = new CRC32();
        crc.update(header);
        return ByteBuffer.allocate(33)
                .put("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(13)
                .put(header)
                .putInt((int) crc.getValue())
                .array();
    }

    private static byte[] encode(int width, int height, int type, String format) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(0x3366aa));
        graphics.fillRect(0, 0, type == BufferedImage.TYPE_INT_ARGB ? width / 2 : width, height);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}
