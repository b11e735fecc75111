package dev.spillway.examples.album.web;

import dev.spillway.examples.album.store.Album;
import dev.spillway.examples.album.store.Picture;

/** The addresses of the site; made of numbers only, so that none needs escaping. */
final class Paths {

    private Paths() {}

    static String album(Album album) {
        return "/albums/" + album.id();
    }

    static String upload(Album album) {
        return album(album) + "/upload";
    }

    static String pictures(Album album) {
        return album(album) + "/pictures";
    }

    static String picture(Picture picture) {
        return "/albums/" + picture.albumId() + "/pictures/" + picture.id();
    }

    static String original(Picture picture) {
        return picture(picture) + "/original";
    }

    static String thumbnail(Picture picture) {
        return picture(picture) + "/thumbnail";
    }
}
