package shop;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Logs three lines and is done, by returning or, if told {@code exit}, by ending the JVM. */
public final class ThreeLines {
    private static final Logger LOG = LogManager.getLogger(ThreeLines.class);

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
