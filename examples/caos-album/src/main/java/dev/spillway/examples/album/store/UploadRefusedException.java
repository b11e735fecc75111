package dev.spillway.examples.album.store;

/** An upload that the album does not take; the message is a sentence for the person who sent it. */
public final class UploadRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String message;
    private final int status;

    /** @param status the HTTP status that says the same, 400 to 499 */
    public UploadRefusedException(int status, String message) {
        super(message);
        this.message = message;
        this.status = status;
    }

    public int status() {
        return status;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
