package dev.spillway.examples.album.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spillway.examples.album.Pictures;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GalleryTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30.123Z");

    @TempDir
    private Path root;

    private ObjectStore store;
    private Gallery gallery;

    @BeforeEach
    void open() throws Exception {
        store = new DirectoryObjectStore(root);
        gallery = new Gallery(store, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void albumsAreNumberedFromOneAndListedInOrder() throws Exception {
        for (int i = 1; i <= 11; i++) {
            assertThat(gallery.createAlbum("album " + i).id()).isEqualTo(i);
        }

        assertThat(gallery.albums()).extracting(Album::id).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }

    @Test
    void titlesOfEveryKindSurvive() throws Exception {
        String title = " = : # ! \\u0041 \\ é 山 \uD83C\uDFD4 <b>";
        Album album = gallery.createAlbum(title);

        assertThat(gallery.album(album.id())).contains(new Album(1, title, NOW));
    }

    @Test
    void pictureKeepsItsBytesAndWhatIsKnownOfIt() throws Exception {
        Album album = gallery.createAlbum("Lakes");
        byte[] content = Pictures.png(40, 30);

        Picture picture = gallery.addPicture(album, "At dawn", content);

        assertThat(picture).isEqualTo(new Picture(1, 1, "At dawn", PictureType.PNG, 40, 30, content.length, NOW));
        assertThat(gallery.pictures(album)).containsExactly(picture);
        assertThat(gallery.original(picture)).contains(content);
        assertThat(gallery.thumbnail(picture).flatMap(PictureType::of)).contains(PictureType.JPEG);
    }

    @Test
    void refusedPictureLeavesNothingBehind() throws Exception {
        Album album = gallery.createAlbum("Lakes");

        assertThatThrownBy(() -> gallery.addPicture(album, "x", new byte[100]))
                .isInstanceOf(UploadRefusedException.class);

        assertThat(gallery.pictures(album)).isEmpty();
        assertThat(store.list("albums/1")).containsExactly("about");
    }

    @Test
    void halfStoredPictureIsNoneAndItsNumberIsNotUsedAgain() throws Exception {
        Album album = gallery.createAlbum("Lakes");
        store.put("albums/1/pictures/1/original", Pictures.png(4, 3));

        assertThat(gallery.pictures(album)).isEmpty();
        assertThat(gallery.addPicture(album, "next", Pictures.png(4, 3)).id()).isEqualTo(2);
    }

    @Test
    void strangeNamesInTheStoreAreLeftAlone() throws Exception {
        store.put("albums/lost-and-found/about", new byte[0]);
        store.put("albums/007/about", new byte[0]);

        assertThat(gallery.albums()).isEmpty();
    }

    @Test
    void shippedPicturesFillAnEmptyGalleryOnce() throws Exception {
        ShippedPictures.seed(gallery);
        ShippedPictures.seed(gallery);

        assertThat(gallery.albums()).hasSize(4);
        for (Album album : gallery.albums()) {
            assertThat(gallery.pictures(album)).hasSize(3);
        }
    }
}
