package dev.spillway.examples.album.web;

import dev.spillway.examples.album.store.Gallery;
import dev.spillway.examples.album.store.Titles;
import dev.spillway.examples.album.store.UploadRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Takes the upload form's picture and title out of a request.
 *
 * <p>What is too long is still read, up to a bound, since browsers show an answer only once they have sent all; the rest
 * of the connection is given up. A large picture waits in a temporary file until it has arrived whole.
 */
final class Uploads {

    private static final long FORM_OVERHEAD = 64 * 1024;
    private static final long MAX_FORM_SIZE = Gallery.MAX_PICTURE_SIZE + FORM_OVERHEAD;
    private static final long MAX_MEMORY_SIZE = 64 * 1024;
    private static final long MAX_DISCARDED = 64L * 1024 * 1024;

    private final Path waitingRoom;

    /** @param waitingRoom an existing directory for what is still arriving */
    Uploads(Path waitingRoom) {
        this.waitingRoom = waitingRoom;
    }

    /** An upload that arrived; its content is not checked yet. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Upload(String title, byte[] content) {}

    Upload read(Request request) throws IOException, UploadRefusedException {
        String contentType = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            throw new UploadRefusedException(415, "A picture must be sent with the upload form.");
        }
        if (request.getLength() > MAX_FORM_SIZE) {
            discardRest(request);
            throw tooLarge();
        }
        MultiPartConfig config = new MultiPartConfig.Builder()
                .location(waitingRoom)
                .maxParts(8)
                .maxSize(MAX_FORM_SIZE)
                .maxPartSize(MAX_FORM_SIZE)
                .maxMemoryPartSize(MAX_MEMORY_SIZE)
                .build();
        try (MultiPartFormData.Parts parts = MultiPartFormData.getParts(request, request, contentType, config)) {
            return upload(parts);
        } catch (RuntimeException e) {
            discardRest(request);
            if (sent(request) >= MAX_FORM_SIZE) {
                throw tooLarge();
            }
            UploadRefusedException refused =
                    new UploadRefusedException(400, "The form did not arrive whole. Please send it again.");
            refused.initCause(e instanceof HttpException ? null : e);
            throw refused;
        }
    }

    private static long sent(Request request) {
        return Request.getContentBytesRead(request);
    }

    private static Upload upload(MultiPartFormData.Parts parts) throws IOException, UploadRefusedException {
        MultiPart.Part picture = parts.getFirst("picture");
        if (picture == null || picture.getFileName() == null || isUnfilled(picture)) {
            throw new UploadRefusedException(400, "Please choose a picture first.");
        }
        if (picture.getLength() > Gallery.MAX_PICTURE_SIZE) {
            throw tooLarge();
        }
        String title = Titles.clean(text(parts.getFirst("title")));
        if (title.isEmpty()) {
            title = Titles.fromFileName(picture.getFileName(), "Untitled");
        }
        try (InputStream in = Content.Source.asInputStream(picture.createContentSource())) {
            return new Upload(title, in.readAllBytes());
        }
    }

    private static boolean isUnfilled(MultiPart.Part picture) {
        return picture.getFileName().isEmpty() && picture.getLength() == 0;
    }

    private static String text(MultiPart.@Nullable Part field) {
        return field == null ? "" : field.getContentAsString(StandardCharsets.UTF_8);
    }

    private static UploadRefusedException tooLarge() {
        return new UploadRefusedException(413, "The file is larger than 10 MB.");
    }

    private static void discardRest(Request request) {
        byte[] ignored = new byte[16 * 1024];
        try (InputStream in = Content.Source.asInputStream(request)) {
            long left = MAX_DISCARDED;
            int read = in.read(ignored);
            while (read >= 0 && left > 0) {
                left -= read;
                read = in.read(ignored);
            }
        } catch (IOException e) {
            // The visitor went away; the answer will find that out.
            return;
        }
    }
}
