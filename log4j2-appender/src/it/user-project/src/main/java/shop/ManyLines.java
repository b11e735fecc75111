package shop;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Logs as many lines as it is told, numbered from 1, and returns. */
public final class ManyLines {
    private static final Logger LOG = LogManager.getLogger(ManyLines.class);

    private ManyLines() {}

    public static void main(String[] args) {
        int lines = Integer.parseInt(args[0]);
        for (int line = 1; line <= lines; line++) {
            LOG.info("line {} of {}", line, lines);
        }
    }
}
