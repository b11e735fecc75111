package shop;

import java.util.logging.Logger;

/** Logs three lines and is done, by returning or, if told {@code exit}, by ending the JVM. */
public final class ThreeLines {
    private static final Logger LOG = Logger.getLogger(ThreeLines.class.getName());

    private ThreeLines() {}

    public static void main(String[] args) {
        LOG.info("first line");
        LOG.info("second line");
        LOG.info("third line");
        if (args.length > 0 && args[0].equals("exit")) {
            System.exit(0);
        }
    }
}
