package dev.spillway.internal.transport;

/** What an exception means, for the middle of a sentence. */
final class Causes {
    private static final int DEEPEST = 20;

    private Causes() {}

    /** The message of the deepest cause, which is the one that names what is wrong, without its capital and its stop. */
    static String sentence(Throwable e) {
        Throwable cause = e;
        for (int depth = 0; cause.getCause() != null && depth < DEEPEST; depth++) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        String text = message.strip();
        if (text.endsWith(".")) {
            text = text.substring(0, text.length() - 1);
        }
        boolean isWord = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return isWord ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
    }
}
