package dev.spillway.examples.album.web;

import dev.spillway.examples.album.store.Album;
import dev.spillway.examples.album.store.Gallery;
import dev.spillway.examples.album.store.Picture;
import dev.spillway.examples.album.store.Titles;
import dev.spillway.examples.album.store.UploadRefusedException;
import dev.spillway.examples.album.web.Routes.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the album answers at each of its addresses. */
final class AlbumSite {

    private static final Logger log = LoggerFactory.getLogger("album");
    private static final int MAX_FORM_LENGTH = 8 * 1024;
    private static final String ALBUM = "/albums/([1-9][0-9]{0,8})";
    private static final String PICTURE = ALBUM + "/pictures/([1-9][0-9]{0,8})";

    private final Gallery gallery;
    private final Uploads uploads;
    private final Assets assets = new Assets();
    private final Routes routes;
    private final boolean hasCrashButton;

    /** @param crash ends the process at once; null: there is no button for that */
    AlbumSite(Gallery gallery, Uploads uploads, @Nullable Runnable crash) {
        this.gallery = gallery;
        this.uploads = uploads;
        hasCrashButton = crash != null;
        List<Route> all = new ArrayList<>(routes());
        if (crash != null) {
            CrashButton button = new CrashButton(assets, crash);
            all.add(Route.get("/crash", (request, path) -> button.ask()));
            all.add(Route.post("/crash", (request, path) -> button.press(request)));
        }
        routes = new Routes(all);
    }

    private List<Route> routes() {
        return List.of(
                Route.get("/|/albums/?", this::albums),
                Route.get("/albums/new", (request, path) -> Reply.page(200, Pages.newAlbum(""))),
                Route.post("/albums", this::createAlbum),
                Route.get(ALBUM, this::album),
                Route.get(ALBUM + "/upload", (request, path) -> Reply.page(200, Pages.upload(albumAt(path), ""))),
                Route.post(ALBUM + "/pictures", this::addPicture),
                Route.get(PICTURE, this::picture),
                Route.get(PICTURE + "/original", this::original),
                Route.get(PICTURE + "/thumbnail", this::thumbnail),
                Route.get("/assets/([a-z.]+)", this::asset));
    }

    Reply answer(Request request) throws Exception {
        if (request.getMethod().equals("POST")) {
            SameSite.check(request);
        }
        return routes.answer(request);
    }

    private Reply albums(Request request, MatchResult path) throws IOException {
        List<Pages.Cover> covers = new ArrayList<>();
        for (Album album : gallery.albums()) {
            List<Picture> pictures = gallery.pictures(album);
            covers.add(new Pages.Cover(album, pictures.size(), pictures.isEmpty() ? null : pictures.get(0)));
        }
        return Reply.page(200, Pages.albums(covers, hasCrashButton));
    }

    private Reply createAlbum(Request request, MatchResult path) throws IOException, RequestRefusedException {
        String title;
        try {
            String typed = FormFields.getFields(request, 8, MAX_FORM_LENGTH).getValue("title");
            title = Titles.clean(typed == null ? "" : typed);
        } catch (RuntimeException e) {
            throw new RequestRefusedException(400, "The form did not arrive as the album's own form sends it.");
        }
        if (title.isEmpty()) {
            return Reply.page(400, Pages.newAlbum("Please give the album a title."));
        }
        return Reply.seeOther(Paths.album(gallery.createAlbum(title)));
    }

    private Reply album(Request request, MatchResult path) throws IOException, RequestRefusedException {
        Album album = albumAt(path);
        return Reply.page(200, Pages.album(album, gallery.pictures(album)));
    }

    private Reply addPicture(Request request, MatchResult path) throws IOException, RequestRefusedException {
        Album album = albumAt(path);
        try {
            Uploads.Upload upload = uploads.read(request);
            Picture stored = gallery.addPicture(album, upload.title(), upload.content());
            return Reply.seeOther(Paths.picture(stored));
        } catch (UploadRefusedException e) {
            log.warn("upload to album {} refused: {} {}", album.id(), e.status(), e.getMessage());
            return Reply.page(e.status(), Pages.upload(album, e.getMessage()));
        }
    }

    private Reply picture(Request request, MatchResult path) throws IOException, RequestRefusedException {
        Album album = albumAt(path);
        Picture picture = pictureAt(path);
        List<Picture> pictures = gallery.pictures(album);
        int at = pictures.indexOf(picture);
        Picture previous = at > 0 ? pictures.get(at - 1) : null;
        Picture next = at >= 0 && at + 1 < pictures.size() ? pictures.get(at + 1) : null;
        return Reply.page(200, Pages.picture(album, picture, previous, next));
    }

    private Reply original(Request request, MatchResult path) throws IOException, RequestRefusedException {
        Picture picture = pictureAt(path);
        String etag = etag(picture, "o");
        return isKnown(request, etag)
                ? Reply.notModified(etag)
                : Reply.revalidated(picture.type().mediaType(), present(gallery.original(picture)), etag);
    }

    private Reply thumbnail(Request request, MatchResult path) throws IOException, RequestRefusedException {
        Picture picture = pictureAt(path);
        String etag = etag(picture, "t");
        return isKnown(request, etag)
                ? Reply.notModified(etag)
                : Reply.revalidated("image/jpeg", present(gallery.thumbnail(picture)), etag);
    }

    private Reply asset(Request request, MatchResult path) throws RequestRefusedException {
        Assets.Asset asset = present(assets.find(path.group(1)));
        return isKnown(request, asset.etag())
                ? Reply.notModified(asset.etag())
                : Reply.revalidated(asset.contentType(), asset.content(), asset.etag());
    }

    private Album albumAt(MatchResult path) throws IOException, RequestRefusedException {
        return gallery.album(Integer.parseInt(path.group(1)))
                .orElseThrow(() -> new RequestRefusedException(404, "There is no such album."));
    }

    private Picture pictureAt(MatchResult path) throws IOException, RequestRefusedException {
        return gallery.picture(Integer.parseInt(path.group(1)), Integer.parseInt(path.group(2)))
                .orElseThrow(() -> new RequestRefusedException(404, "There is no such picture."));
    }

    private static <T> T present(Optional<T> content) throws RequestRefusedException {
        return content.orElseThrow(() -> new RequestRefusedException(404, "There is nothing at this address."));
    }

    private static String etag(Picture picture, String rendition) {
        return "\"" + rendition + Long.toHexString(picture.stored().toEpochMilli()) + "-" + picture.size() + "\"";
    }

    private static boolean isKnown(Request request, String etag) {
        return etag.equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH));
    }
}
