package dev.spillway.examples.album.web;

import dev.spillway.examples.album.store.Album;
import dev.spillway.examples.album.store.Picture;
import dev.spillway.examples.album.store.Titles;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** The markup of every page. */
final class Pages {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static final Html CRASH_LINK = new Html("<a class=\"button alarm\" href=\"/crash\">Crash me</a>");

    /** An album as the list shows it; {@code cover} is null while it holds no picture. */
    record Cover(Album album, int pictures, @Nullable Picture cover) {}

    private Pages() {}

    static Html albums(List<Cover> covers, boolean withCrashButton) {
        return page(
                "Albums",
                Html.fill(
                        """
                        <header class="bar">
                          <div>
                            <h1>Albums</h1>
                            <p class="quiet">{count}</p>
                          </div>
                          <span class="buttons">{crash}<a class="button" href="/albums/new">New album</a></span>
                        </header>
                        <ul class="grid covers">
                        {covers}
                        </ul>
                        """,
                        Map.of(
                                "count", count(covers.size(), "album"),
                                "crash", withCrashButton ? CRASH_LINK : Html.NOTHING,
                                "covers",
                                        Html.join(covers.stream()
                                                .map(Pages::cover)
                                                .toList()))));
    }

    private static Html cover(Cover cover) {
        Html image = cover.cover() == null
                ? new Html("<span class=\"empty\">no pictures yet</span>")
                : Html.fill(
                        "<img src=\"{source}\" alt=\"\" loading=\"lazy\">",
                        Map.of("source", Paths.thumbnail(cover.cover())));
        return Html.fill(
                """
                <li><a class="card" href="{link}">
                  <span class="frame">{image}</span>
                  <span class="caption"><strong>{title}</strong> <span class="quiet">{count}</span></span>
                </a></li>""",
                Map.of(
                        "link", Paths.album(cover.album()),
                        "image", image,
                        "title", cover.album().title(),
                        "count", count(cover.pictures(), "picture")));
    }

    static Html album(Album album, List<Picture> pictures) {
        Html content = pictures.isEmpty()
                ? Html.fill(
                        "<p class=\"nothing\">Nothing here yet. <a href=\"{link}\">Add the first picture</a></p>",
                        Map.of("link", Paths.upload(album)))
                : Html.fill(
                        "<ul class=\"grid\">\n{pictures}\n</ul>",
                        Map.of(
                                "pictures",
                                Html.join(pictures.stream().map(Pages::tile).toList())));
        return page(
                album.title(),
                Html.fill(
                        """
                        <nav class="trail"><a href="/">Albums</a></nav>
                        <header class="bar">
                          <div>
                            <h1>{title}</h1>
                            <p class="quiet">{count}, since {day}</p>
                          </div>
                          <a class="button" href="{upload}">Add a picture</a>
                        </header>
                        {content}
                        """,
                        Map.of(
                                "title", album.title(),
                                "count", count(pictures.size(), "picture"),
                                "day", day(album.created()),
                                "upload", Paths.upload(album),
                                "content", content)));
    }

    private static Html tile(Picture picture) {
        return Html.fill(
                """
                <li><a class="card" href="{link}">
                  <span class="frame"><img src="{source}" alt="" loading="lazy"></span>
                  <span class="caption">{title}</span>
                </a></li>""",
                Map.of(
                        "link", Paths.picture(picture),
                        "source", Paths.thumbnail(picture),
                        "title", picture.title()));
    }

    static Html picture(Album album, Picture picture, @Nullable Picture previous, @Nullable Picture next) {
        return page(
                picture.title(),
                Html.fill(
                        """
                        <nav class="trail"><a href="/">Albums</a> <a href="{albumLink}">{album}</a></nav>
                        <figure class="large">
                          <img src="{source}" alt="{title}" width="{width}" height="{height}">
                          <figcaption>
                            {previous}
                            <span><strong>{title}</strong>
                              <span class="quiet">{type}, {width} &#215; {height}, {size}, {day}</span></span>
                            {next}
                          </figcaption>
                        </figure>
                        """,
                        Map.ofEntries(
                                Map.entry("albumLink", Paths.album(album)),
                                Map.entry("album", album.title()),
                                Map.entry("source", Paths.original(picture)),
                                Map.entry("title", picture.title()),
                                Map.entry("width", picture.width()),
                                Map.entry("height", picture.height()),
                                Map.entry("type", picture.type()),
                                Map.entry("size", size(picture.size())),
                                Map.entry("day", day(picture.stored())),
                                Map.entry("previous", step(previous, "prev", "\u2190 Previous")),
                                Map.entry("next", step(next, "next", "Next \u2192")))));
    }

    private static Html step(@Nullable Picture to, String direction, String label) {
        if (to == null) {
            return Html.fill("<span class=\"button off\">{label}</span>", Map.of("label", label));
        }
        return Html.fill(
                "<a class=\"button\" rel=\"{direction}\" href=\"{link}\">{label}</a>",
                Map.of("direction", direction, "link", Paths.picture(to), "label", label));
    }

    /** The form for a new album; {@code problem} is empty at first. */
    static Html newAlbum(String problem) {
        return page("New album", Html.fill("""
                        <nav class="trail"><a href="/">Albums</a></nav>
                        <h1>New album</h1>
                        {problem}
                        <form class="form" method="post" action="/albums">
                          <label for="title">Title</label>
                          <input id="title" name="title" maxlength="{longest}" required autofocus autocomplete="off">
                          <button class="button">Create album</button>
                        </form>
                        """, Map.of("problem", problem(problem), "longest", Titles.MAX_LENGTH)));
    }

    /** The form for a new picture; {@code problem} is empty at first. */
    static Html upload(Album album, String problem) {
        return page(
                "Add a picture",
                Html.fill(
                        """
                        <nav class="trail"><a href="/">Albums</a> <a href="{albumLink}">{album}</a></nav>
                        <h1>Add a picture</h1>
                        {problem}
                        <form class="form" method="post" action="{action}" enctype="multipart/form-data">
                          <label class="drop" for="picture">
                            <img id="preview" alt="" hidden>
                            <span id="chosen"><strong>Drop a picture here</strong> or click to choose one</span>
                            <span class="quiet">JPEG, PNG, GIF or WebP, up to 10 MB</span>
                            <input id="picture" name="picture" type="file" required
                              accept="image/jpeg,image/png,image/gif,image/webp">
                          </label>
                          <label for="title">Title <span class="quiet">(or leave it to the file's name)</span></label>
                          <input id="title" name="title" maxlength="{longest}" autocomplete="off">
                          <button class="button">Upload</button>
                        </form>
                        """,
                        Map.of(
                                "albumLink", Paths.album(album),
                                "album", album.title(),
                                "problem", problem(problem),
                                "action", Paths.pictures(album),
                                "longest", Titles.MAX_LENGTH)));
    }

    static Html error(int status, String message) {
        return page(
                HttpStatus.getMessage(status),
                Html.fill("""
                        <div class="error">
                          <p class="status">{status}</p>
                          <h1>{name}</h1>
                          <p>{message}</p>
                          <a class="button" href="/">Back to the albums</a>
                        </div>
                        """, Map.of("status", status, "name", HttpStatus.getMessage(status), "message", message)));
    }

    private static Html problem(String problem) {
        return problem.isEmpty()
                ? Html.NOTHING
                : Html.fill("<p class=\"problem\" role=\"alert\">{problem}</p>", Map.of("problem", problem));
    }

    static Html page(String title, Html content) {
        return Html.fill("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>{title} - CAOS album</title>
                <link rel="stylesheet" href="/assets/album.css">
                <link rel="icon" type="image/svg+xml" href="/assets/icon.svg">
                <script src="/assets/album.js" defer></script>
                </head>
                <body>
                <div class="top"><a href="/"><img src="/assets/icon.svg" alt="" width="28" height="28"> CAOS album</a></div>
                <main>
                {content}
                </main>
                <footer class="quiet">A web album on object storage, and an example of Spillway at work.</footer>
                </body>
                </html>
                """, Map.of("title", title, "content", content));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String day(Instant instant) {
        return DAY.format(instant);
    }

    private static String size(int bytes) {
        return bytes < 1_000_000
                ? Math.max(1, bytes / 1000) + " kB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
