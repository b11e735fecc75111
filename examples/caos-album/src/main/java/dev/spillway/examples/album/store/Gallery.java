package dev.spillway.examples.album.store;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The albums and their pictures in an object store.
 *
 * <p>Albums are numbered from 1, and so are the pictures within each. What is stored under {@code albums/4/}:
 * {@code about} and, for picture 7, {@code pictures/7/original}, {@code pictures/7/thumbnail} and
 * {@code pictures/7/about}. An {@code about} is written last, so half a picture is none. Safe for use by many threads
 * of one process.
 */
public final class Gallery {

    /** The largest picture, in bytes. */
    public static final int MAX_PICTURE_SIZE = PictureInspector.MAX_SIZE;

    private static final Logger log = LoggerFactory.getLogger("album");
    private static final String ALBUMS = "albums";

    private final ObjectStore store;
    private final Clock clock;
    private final PictureInspector inspector = new PictureInspector();
    private final ReentrantLock numbering = new ReentrantLock();

    public Gallery(ObjectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Returns every album, oldest first. */
    public List<Album> albums() throws IOException {
        List<Album> albums = new ArrayList<>();
        for (int id : numbers(ALBUMS)) {
            album(id).ifPresent(albums::add);
        }
        return albums;
    }

    public Optional<Album> album(int id) throws IOException {
        return store.get(albumKey(id) + "/about").map(about -> About.toAlbum(id, about));
    }

    /** Returns the album's pictures, oldest first. */
    public List<Picture> pictures(Album album) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (int id : numbers(albumKey(album.id()) + "/pictures")) {
            picture(album.id(), id).ifPresent(pictures::add);
        }
        return pictures;
    }

    public Optional<Picture> picture(int albumId, int id) throws IOException {
        return store.get(pictureKey(albumId, id) + "/about").map(about -> About.toPicture(albumId, id, about));
    }

    /** Returns the picture's bytes as they were uploaded. */
    public Optional<byte[]> original(Picture picture) throws IOException {
        return store.get(pictureKey(picture.albumId(), picture.id()) + "/original");
    }

    /** Returns a small JPEG of the picture. */
    public Optional<byte[]> thumbnail(Picture picture) throws IOException {
        return store.get(pictureKey(picture.albumId(), picture.id()) + "/thumbnail");
    }

    /** Makes an album; its title must have been {@linkplain Titles#clean cleaned} and must not be empty. */
    public Album createAlbum(String title) throws IOException {
        numbering.lock();
        try {
            Album album = new Album(next(numbers(ALBUMS)), title, now());
            store.put(albumKey(album.id()) + "/about", About.of(album));
            log.info("album {} created: {}", album.id(), album.title());
            return album;
        } finally {
            numbering.unlock();
        }
    }

    /**
     * Stores a picture in an album; its title must have been {@linkplain Titles#clean cleaned}.
     *
     * @throws UploadRefusedException when the content is not a picture that the album takes
     */
    public Picture addPicture(Album album, String title, byte[] content) throws IOException, UploadRefusedException {
        PictureInspector.Inspected seen = inspector.inspect(content);
        numbering.lock();
        try {
            int id = next(numbers(albumKey(album.id()) + "/pictures"));
            Picture picture =
                    new Picture(album.id(), id, title, seen.type(), seen.width(), seen.height(), content.length, now());
            String key = pictureKey(album.id(), id);
            store.put(key + "/original", content);
            store.put(key + "/thumbnail", seen.thumbnail());
            store.put(key + "/about", About.of(picture));
            log.info(
                    "picture {} stored in album {}: {} {}x{}, {} bytes: {}",
                    id,
                    album.id(),
                    picture.type(),
                    picture.width(),
                    picture.height(),
                    picture.size(),
                    picture.title());
            return picture;
        } finally {
            numbering.unlock();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private List<Integer> numbers(String folder) throws IOException {
        return store.list(folder).stream()
                .filter(name -> name.matches("[1-9][0-9]{0,8}"))
                .map(Integer::valueOf)
                .sorted()
                .toList();
    }

    private static int next(List<Integer> numbers) {
        return numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1;
    }

    private static String albumKey(int id) {
        return ALBUMS + "/" + id;
    }

    private static String pictureKey(int albumId, int id) {
        return albumKey(albumId) + "/pictures/" + id;
    }
}
