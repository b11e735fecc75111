package dev.spillway;

/**
 * Where an engine tells what its owner should know: a start-up line, trouble, recovery. An adapter passes on to its
 * framework's own status channel. Called on the engine's threads and on the one that builds or closes it; must not
 * block. Repeats are already limited in number.
 */
public interface Reporter {

    /** Something worth knowing, such as what was configured or that the connection is back. */
    void info(String message);

    /** Something that needs a look but costs no event yet. */
    void warn(String message);

    /** Something that costs events until it is mended. */
    void error(String message);
}
