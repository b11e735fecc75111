package dev.spillway.examples.album.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The albums that come with the program, so that a first visitor finds something to look at. */
public final class ShippedPictures {

    private record Shipped(String file, String title) {}

    private record ShippedAlbum(String title, List<Shipped> pictures) {}

    private static final List<ShippedAlbum> ALBUMS = List.of(
            new ShippedAlbum(
                    "Above the clouds",
                    List.of(
                            new Shipped("ridges", "Ridges in the morning haze"),
                            new Shipped("summit", "First light on the summit"),
                            new Shipped("valley", "The valley fills with fog"))),
            new ShippedAlbum(
                    "By the sea",
                    List.of(
                            new Shipped("sunset", "Last sun over the water"),
                            new Shipped("moonlight", "Moonlight on calm water"),
                            new Shipped("cove", "Clear noon at the cove"))),
            new ShippedAlbum(
                    "Night sky",
                    List.of(
                            new Shipped("aurora", "Aurora behind the hills"),
                            new Shipped("galaxy", "The Milky Way in August"),
                            new Shipped("eclipse", "Totality"))),
            new ShippedAlbum(
                    "Desert days",
                    List.of(
                            new Shipped("dunes", "Dunes in the evening"),
                            new Shipped("mesa", "A mesa at dusk"),
                            new Shipped("heat", "Heat over the plain"))));

    private ShippedPictures() {}

    /** Puts the shipped albums into a gallery that has none yet, and leaves any other as it is. */
    public static void seed(Gallery gallery) throws IOException {
        if (!gallery.albums().isEmpty()) {
            return;
        }
        for (ShippedAlbum shipped : ALBUMS) {
            Album album = gallery.createAlbum(shipped.title);
            for (Shipped picture : shipped.pictures) {
                add(gallery, album, picture);
            }
        }
    }

    private static void add(Gallery gallery, Album album, Shipped picture) throws IOException {
        String resource = "/pictures/" + picture.file + ".jpg";
        try (InputStream in = ShippedPictures.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException("the program lacks its picture " + resource);
            }
            gallery.addPicture(album, picture.title, in.readAllBytes());
        } catch (UploadRefusedException e) {
            throw new IOException("the program's own picture " + resource + " is not one", e);
        }
    }
}
