package dev.spillway.examples.album.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.examples.album.Pictures;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class PictureInspectorTest {

    private final PictureInspector inspector = new PictureInspector();

    @Test
    void eachFormatIsToldByItsContent() throws Exception {
        assertSeen(Pictures.jpeg(40, 30), PictureType.JPEG);
        assertSeen(Pictures.png(40, 30), PictureType.PNG);
        assertSeen(Pictures.gif(40, 30), PictureType.GIF);
        assertSeen(Pictures.webp(), PictureType.WEBP);
    }

    private void assertSeen(byte[] content, PictureType type) throws Exception {
        PictureInspector.Inspected seen = inspector.inspect(content);

        assertThat(seen.type()).isEqualTo(type);
        assertThat(seen.width()).isEqualTo(40);
        assertThat(seen.height()).isEqualTo(30);
        assertThat(PictureType.of(seen.thumbnail())).contains(PictureType.JPEG);
    }

    @Test
    void thumbnailIsSmallAndKeepsItsProportions() throws Exception {
        BufferedImage thumbnail = thumbnailOf(Pictures.jpeg(1600, 800));

        assertThat(thumbnail.getWidth()).isEqualTo(640);
        assertThat(thumbnail.getHeight()).isEqualTo(320);
    }

    @Test
    void transparencyBecomesPaperInTheThumbnail() throws Exception {
        BufferedImage thumbnail = thumbnailOf(Pictures.png(100, 100));

        assertThat(thumbnail.getWidth()).isEqualTo(100);
        assertThat(thumbnail.getRGB(90, 50) & 0xff).isGreaterThan(0xd0);
        assertThat(thumbnail.getRGB(90, 50) >> 16 & 0xff).isGreaterThan(0xd0);
    }

    private BufferedImage thumbnailOf(byte[] content) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(inspector.inspect(content).thumbnail()));
    }

    @Test
    void emptyFileIsRefused() {
        assertRefused(new byte[0], 400, "empty");
    }

    @Test
    void otherFormatsAreRefusedWhateverTheyClaim() {
        assertRefused("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8), 415, "not a JPEG");
        assertRefused("<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8), 415, "not a JPEG");
        assertRefused("RIFF....WAVEfmt ".getBytes(StandardCharsets.UTF_8), 415, "not a JPEG");
        assertRefused(new byte[] {(byte) 0xff}, 415, "not a JPEG");
    }

    @Test
    void signatureAloneMakesNoPicture() {
        for (byte[] whole : new byte[][] {Pictures.jpeg(40, 30), Pictures.png(40, 30), Pictures.gif(40, 30)}) {
            assertRefused(Arrays.copyOf(whole, 20), 422, "damaged");
        }
        byte[] disguised = "GIF89a<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        assertRefused(disguised, 422, "damaged");
    }

    @Test
    void tooManyPixelsAreRefusedBeforeTheyAreDecoded() {
        assertRefused(Pictures.hollowPng(100_000, 100_000), 413, "40 million pixels");
    }

    @Test
    void tooManyBytesAreRefused() {
        assertRefused(Arrays.copyOf(Pictures.jpeg(40, 30), PictureInspector.MAX_SIZE + 1), 413, "larger than 10 MB");
    }

    @Test
    void largestSizeIsStillTaken() throws Exception {
        byte[] padded = Arrays.copyOf(Pictures.jpeg(40, 30), PictureInspector.MAX_SIZE);

        assertThat(inspector.inspect(padded).type()).isEqualTo(PictureType.JPEG);
    }

    private void assertRefused(byte[] content, int status, String reason) {
        assertThatThrownBy(() -> inspector.inspect(content))
                .isInstanceOfSatisfying(
                        UploadRefusedException.class,
                        refused -> assertThat(refused.status()).isEqualTo(status))
                .hasMessageContaining(reason);
    }
}
